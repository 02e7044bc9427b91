import * as z from 'zod/mini';

const toSeconds = z.iso.datetime({ offset: true });
const toMinutes = z.iso.datetime({ offset: true, precision: -1 });

/** A time as ISO 8601 has it, with its zone: to the minute, the second or finer. */
export function instant(error: string) {
  return z.union([toSeconds, toMinutes], { error });
}
