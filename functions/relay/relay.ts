import type { AttributeValue, DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { outboxRecord } from '#functions/adapters/dynamodb/outbox-item.ts';
import type { Publish } from '#functions/adapters/eventbridge/publish-to.ts';
import { log } from '#functions/runtime/log.ts';
import { type EventEnvelope, envelopesOf } from '#shared/events/envelope.ts';

interface Outgoing {
  readonly sequenceNumber: string;
  readonly event: EventEnvelope;
}

/**
 * Publishes the outbox records of a stream batch in order. The answer names the first record of which anything
 * was not taken: the stream comes again from there, so that nothing is lost and ids stay the same.
 */
export function relay(publish: Publish) {
  return async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const outgoing = Records.flatMap(({ dynamodb }): Outgoing[] => {
      const { NewImage, SequenceNumber } = dynamodb ?? {};
      if (!NewImage || !SequenceNumber) return [];
      return eventsOf(NewImage).map((event) => ({ sequenceNumber: SequenceNumber, event }));
    });
    const problems = await publish(outgoing.map(({ event }) => event));
    const first = problems.findIndex((problem) => problem !== undefined);
    const failed = outgoing[first];
    if (!failed) return { batchItemFailures: [] };
    log(
      'warn',
      'Events were not taken by the bus; the stream comes again from the first of them.',
      {
        problem: problems[first],
        events: problems.filter((problem) => problem !== undefined).length,
        firstEvent: failed.event.id,
      },
    );
    return { batchItemFailures: [{ itemIdentifier: failed.sequenceNumber }] };
  };
}

function eventsOf(image: Record<string, AttributeValue>): EventEnvelope[] {
  const record = image['record']?.S;
  return record === undefined ? [] : envelopesOf(outboxRecord({ record: { S: record } }));
}
