import { expect } from 'vitest';

/** `expect` for what comes true in its own time, also on a machine that has much else to do. */
export function eventually<Value>(read: () => Value, seconds = 20) {
  return expect.poll(read, { timeout: seconds * 1_000 });
}
