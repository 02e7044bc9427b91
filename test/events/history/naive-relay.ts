import { committedRecord } from '#functions/adapters/dynamodb/outbox-item.ts';
import { envelopesOf } from '#shared/events/envelope.ts';
import { publicationOf } from '#shared/events/publication-log.ts';
import type { RelayUnderTest } from './play.ts';

/**
 * The relay that everybody writes first: a call that succeeds is success of its entries, FailedEntryCount or not. It
 * is kept so that every checker of a history proves itself on it.
 */
export const naiveRelay: RelayUnderTest =
  ({ publish, log }) =>
  async ({ Records }) => {
    const records = Records.map(({ dynamodb }) => committedRecord(dynamodb?.NewImage as never));
    await publish(records.flatMap(({ record }) => envelopesOf(record)));
    for (const one of records) {
      const tail = await log.tail(one.record.tenant, 0);
      await tail.append([publicationOf(one)]);
    }
    return { batchItemFailures: [] };
  };
