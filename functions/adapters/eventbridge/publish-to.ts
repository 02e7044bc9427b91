import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { EventEnvelope } from '#shared/events/envelope.ts';
import type { Problem, Publish } from '#shared/events/publish-committed.ts';

/** Entries that one PutEvents takes, and their bytes in all; the limits that every region has. */
const MAX_ENTRIES = 10;
export const MAX_BYTES = 256 * 1_024;

/** Refusals that another attempt meets again: the entry itself is wrong. */
const permanent: ReadonlySet<string> = new Set([
  'InvalidArgument',
  'MalformedDetail',
  'RedactionFailure',
  'ValidationException',
  'RequestEntityTooLargeException',
  'EntryTooLarge',
]);

const encoder = new TextEncoder();

interface Entry {
  readonly EventBusName: string;
  readonly Source: string;
  readonly DetailType: string;
  readonly Time: Date;
  readonly Detail: string;
}

type Answer = Problem | undefined;

/** Publishes on a bus, in as few calls as the limits of PutEvents allow. */
export function publishTo(client: EventBridgeClient, busName: string): Publish {
  return async (events) => {
    const answers: Answer[] = [];
    for (const batch of batches(events.map((event) => entryOf(event, busName)))) {
      answers.push(...(await put(client, batch)));
    }
    return answers;
  };
}

/** PutEvents succeeds as a call even when it takes none of the entries; each has to be looked at. */
async function put(client: EventBridgeClient, batch: readonly Entry[]): Promise<Answer[]> {
  try {
    const { Entries = [] } = await client.send(new PutEventsCommand({ Entries: [...batch] }));
    return batch.map((_, index) => {
      const entry = Entries[index];
      return entry?.EventId ? undefined : problem(entry?.ErrorCode ?? 'NoAnswer');
    });
  } catch (error) {
    const refusal = problem(error instanceof Error ? error.name : 'UnknownError');
    if (!refusal.permanent || batch.length === 1) return batch.map(() => refusal);
    // One of them is wrong, and the call does not say which.
    const answers: Answer[] = [];
    for (const entry of batch) answers.push(...(await put(client, [entry])));
    return answers;
  }
}

function problem(code: string): Problem {
  return { code, permanent: permanent.has(code) };
}

function* batches(entries: readonly Entry[]): Generator<Entry[]> {
  let batch: Entry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    const size = sizeOf(entry);
    if (batch.length === MAX_ENTRIES || (batch.length > 0 && bytes + size > MAX_BYTES)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(entry);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html#eb-putevent-size */
function sizeOf({ Source, DetailType, Detail }: Entry): number {
  return 14 + Source.length + DetailType.length + encoder.encode(Detail).length;
}

function entryOf(event: EventEnvelope, EventBusName: string): Entry {
  return {
    EventBusName,
    Source: event.source,
    DetailType: event.type,
    Time: new Date(event.time),
    Detail: JSON.stringify(event),
  };
}
