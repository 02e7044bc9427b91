import { alignColumns } from '#functions/cli/align-columns.ts';
import { shownTime } from '#functions/cli/shown-time.ts';
import type { EventAnswer } from '#shared/admin/event-contract.ts';

const HEADER = ['TIME', 'EVENT', 'SUBJECT', 'VERSION', 'BY'];

/** Events as lines for people. */
export function eventRows(events: readonly EventAnswer[]): string {
  return alignColumns([HEADER, ...events.map(row)]);
}

/** One event as it comes; no later one can widen its columns. */
export function eventLine(event: EventAnswer): string {
  const [time = '', type = '', ...rest] = row(event);
  return alignColumns([[time, type.padEnd(20), ...rest]]);
}

function row({ time, type, subject, version, actor, cause }: EventAnswer): string[] {
  const by = `${actor.type} ${actor.id} (${cause})`;
  return [shownTime(time), type, `${subject.type} ${subject.id}`, String(version), by];
}
