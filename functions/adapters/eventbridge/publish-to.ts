import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { EventEnvelope } from '#shared/events/envelope.ts';

/** Entries that one PutEvents takes. */
const MAX_ENTRIES = 10;

/** Sends events in order; answers, for each, why it was not taken, or undefined when it was. */
export type Publish = (events: readonly EventEnvelope[]) => Promise<(string | undefined)[]>;

export function publishTo(client: EventBridgeClient, busName: string): Publish {
  return async (events) => {
    const problems: (string | undefined)[] = [];
    for (let start = 0; start < events.length; start += MAX_ENTRIES) {
      const batch = events.slice(start, start + MAX_ENTRIES);
      problems.push(...(await put(client, busName, batch)));
    }
    return problems;
  };
}

/** PutEvents succeeds as a call even when it takes none of the entries; each has to be looked at. */
async function put(client: EventBridgeClient, busName: string, batch: readonly EventEnvelope[]) {
  try {
    const { Entries = [] } = await client.send(
      new PutEventsCommand({ Entries: batch.map((event) => entryOf(event, busName)) }),
    );
    return batch.map((_, index) => {
      const entry = Entries[index];
      return entry?.EventId ? undefined : (entry?.ErrorCode ?? 'NoAnswer');
    });
  } catch (error) {
    return batch.map(() => (error instanceof Error ? error.name : 'UnknownError'));
  }
}

function entryOf(event: EventEnvelope, EventBusName: string) {
  return {
    EventBusName,
    Source: event.source,
    DetailType: event.type,
    Time: new Date(event.time),
    Detail: JSON.stringify(event),
  };
}
