import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { readAsyncMessage } from '#functions/adapters/sqs/async-message.ts';
import { logError } from '#functions/runtime/log.ts';
import type { Clock } from '#shared/kernel/clock.ts';
import type { Owner } from '#shared/scim-api/async/async-requests.ts';
import type { Times } from '#shared/scim-api/async/perform-async-request.ts';

export type PerformAsyncRequest = (owner: Owner, txn: string, times: Times) => Promise<void>;

/** Of the time that is left, what keeping the results may take (milliseconds). */
const TIME_TO_KEEP = 30_000;

/** Carries out the requests that the queue hands out; what fails comes again, and in the end to the dead letters. */
export function scimAsync(perform: PerformAsyncRequest, clock: Clock) {
  async function performRecord({ body }: SQSRecord, timeLeft: number): Promise<void> {
    const { owner, txn } = readAsyncMessage(body);
    const leasedUntil = clock.now() + timeLeft;
    await perform(owner, txn, { leasedUntil, deadline: leasedUntil - TIME_TO_KEEP });
  }

  return async (
    { Records }: SQSEvent,
    context: Pick<Context, 'getRemainingTimeInMillis'>,
  ): Promise<SQSBatchResponse> => {
    const batchItemFailures: SQSBatchResponse['batchItemFailures'] = [];
    for (const record of Records) {
      await performRecord(record, context.getRemainingTimeInMillis()).catch((error: unknown) => {
        logError('An asynchronous request was not carried out; it comes again.', error, {
          message: record.messageId,
        });
        batchItemFailures.push({ itemIdentifier: record.messageId });
      });
    }
    return { batchItemFailures };
  };
}
