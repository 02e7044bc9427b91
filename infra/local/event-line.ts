import * as z from 'zod';
import type { BusEvent } from './event-bridge/put-events.ts';

/** What this line needs of Rollcall's own events. */
const envelope = z.object({
  time: z.string(),
  type: z.string(),
  tenant: z.string(),
  subject: z.object({ type: z.string(), id: z.string() }),
  version: z.number(),
  actor: z.object({ type: z.string(), id: z.string() }),
  cause: z.string(),
});

/** One line for the terminal: time, type, subject, version, actor, cause. */
export function eventLine({ detail, source, time, ...event }: BusEvent): string {
  const parsed = envelope.safeParse(detail);
  if (!parsed.success) return `${time}  ${event['detail-type']}  from ${source}`;
  const { type, tenant, subject, version, actor, cause } = parsed.data;
  const who = `${actor.type} ${actor.id}`;
  const what = `${tenant}/${subject.type} ${subject.id} v${version}`;
  return `${parsed.data.time}  ${type.padEnd(20)}  ${what}  by ${who} (${cause})`;
}
