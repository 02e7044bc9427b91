import type {
  Context,
  DynamoDBBatchResponse,
  DynamoDBRecord,
  DynamoDBStreamEvent,
} from 'aws-lambda';
import type { Item } from '#functions/adapters/dynamodb/attributes.ts';
import { committedRecord } from '#functions/adapters/dynamodb/outbox-item.ts';
import { log, logError } from '#functions/runtime/log.ts';
import { countMetrics } from '#functions/runtime/metrics.ts';
import type { CommittedRecord } from '#shared/events/envelope.ts';
import {
  type Outcome,
  type Publishing,
  publishCommitted,
} from '#shared/events/publish-committed.ts';

type RelayContext = Pick<Context, 'functionName' | 'getRemainingTimeInMillis'>;

interface Incoming {
  readonly sequenceNumber: string;
  readonly committed: CommittedRecord;
}

/** Time in which what was sent can still be noted, milliseconds. */
const TIME_TO_NOTE = 15_000;

/**
 * Publishes the outbox records of a stream batch. The answer names the first record that has to come again: the
 * stream does so from there, and what was published of the rest is found in the log. What nobody can publish is
 * left to the reconciler, which raises an alarm, so that it holds up nothing behind it.
 */
export function relay(ports: Omit<Publishing, 'hasTime'>) {
  return async (
    { Records }: DynamoDBStreamEvent,
    { functionName, getRemainingTimeInMillis }: RelayContext,
  ): Promise<DynamoDBBatchResponse> => {
    const incoming = Records.flatMap(read);
    const hasTime = () => getRemainingTimeInMillis() > TIME_TO_NOTE;
    const outcomes = await publishCommitted(
      { ...ports, hasTime },
      incoming.map(({ committed }) => committed),
    );
    const refused = Records.length - incoming.length + tell(incoming, outcomes, 'refused');
    if (refused > 0) countMetrics(functionName, { RecordsRefused: refused });
    tell(incoming, outcomes, 'failed');
    const failed = incoming[outcomes.findIndex(({ state }) => state === 'failed')];
    return { batchItemFailures: failed ? [{ itemIdentifier: failed.sequenceNumber }] : [] };
  };
}

function read({ dynamodb }: DynamoDBRecord): Incoming[] {
  const { NewImage, SequenceNumber = '' } = dynamodb ?? {};
  try {
    const committed = committedRecord((NewImage ?? {}) as Item);
    return [{ sequenceNumber: SequenceNumber, committed }];
  } catch (error) {
    logError('An outbox record cannot be read.', error, { sequenceNumber: SequenceNumber });
    return [];
  }
}

const problems = {
  failed: 'Records were not published; the stream comes again from the first of them.',
  refused: 'Records were refused for good; the reconciler tries them again.',
} as const;

function tell(
  incoming: readonly Incoming[],
  outcomes: readonly Outcome[],
  state: 'failed' | 'refused',
): number {
  const affected = outcomes.flatMap((outcome, index) => (outcome.state === state ? [index] : []));
  const [first] = affected;
  if (first === undefined) return 0;
  const outcome = outcomes[first];
  log('warn', problems[state], {
    problem: outcome && 'code' in outcome ? outcome.code : undefined,
    records: affected.length,
    firstRecord: incoming[first]?.committed.record.id,
    tenant: incoming[first]?.committed.record.tenant,
  });
  return affected.length;
}
