import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import { log, logError } from '#functions/runtime/log.ts';
import { type Actor, actorTypes, type Cause, causes } from '#shared/events/envelope.ts';
import { endings } from '#shared/sessions/endings.ts';
import { type HeardEnding, offboard } from '#shared/sessions/offboard.ts';
import type { OffboardingPorts } from '#shared/sessions/offboarding-ports.ts';

/** Puts a message back into the queue, for later. @param seconds At most {@link MAX_DELAY}. */
export type SendLater = (body: string, seconds: number) => Promise<void>;

/** Seconds: the longest that SQS keeps a message back. What is due later is put back again. */
const MAX_DELAY = 900;

const nameOf = <Name extends string>(names: Readonly<Record<Name, unknown>>) =>
  z.enum(Object.keys(names) as Name[]);

const envelope = z.object({
  id: z.string().check(z.regex(/^[0-9a-f-]{36}\.\d{1,6}$/)),
  type: z.enum(endings),
  time: z.iso.datetime(),
  tenant: z.string().check(z.minLength(1)),
  subject: z.object({ type: z.string(), id: z.string() }),
  actor: z.object({ type: nameOf<Actor['type']>(actorTypes), id: z.string() }),
  cause: nameOf<Cause>(causes),
  requestId: z.string(),
  data: z.looseObject({ user: z.optional(z.string()) }),
});

/** Takes ends of access, as a rule put them into a queue, as far as they go now; the rest comes again. */
export function offboarding(ports: OffboardingPorts, sendLater: SendLater) {
  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const failed = await Promise.all(
      Records.map(async (record) => ((await took(ports, sendLater, record)) ? [] : [record])),
    );
    const batchItemFailures = failed.flat().map(({ messageId }) => ({ itemIdentifier: messageId }));
    return { batchItemFailures };
  };
}

/** Whether the message is done with. */
async function took(
  ports: OffboardingPorts,
  sendLater: SendLater,
  { body }: SQSRecord,
): Promise<boolean> {
  const heard = heardIn(body);
  if (!heard) {
    log('error', 'What came from the bus ends no access.', {});
    return false;
  }
  const about = { tenant: heard.tenantId, user: heard.userId };
  try {
    const again = await offboard(ports, heard);
    if (again === undefined) return true;
    const seconds = Math.ceil((again - ports.clock.now()) / 1_000);
    // Before the message is gone: whoever is cut short in between comes twice, and does things once.
    await sendLater(body, Math.min(MAX_DELAY, Math.max(1, seconds)));
    return true;
  } catch (error) {
    logError('An end of access could not be carried on; it comes again.', error, about);
    return false;
  }
}

function heardIn(body: string): HeardEnding | undefined {
  const event = envelope.safeParse(jsonOf(body)).data;
  if (!event) return undefined;
  const { id: eventId, type, time: at, tenant: tenantId, subject, data } = event;
  const { actor, cause, requestId } = event;
  const ending = { event: type, eventId, at, actor, cause, requestId };
  if (type !== 'session.ended') return { tenantId, userId: subject.id, ending };
  if (data.user === undefined) return undefined;
  return { tenantId, userId: data.user, sessionId: subject.id, ending };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
