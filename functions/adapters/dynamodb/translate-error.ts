import {
  ConditionalCheckFailedException,
  DynamoDBServiceException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import type { Write } from '#functions/adapters/dynamodb/table.ts';
import { LostRace } from '#shared/identity/identity-store.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';

/** Refusals that mean "somebody else is at these items right now". */
const contended = new Set([
  'TransactionConflict',
  'TransactionConflictException',
  'TransactionInProgressException',
  'ThrottlingError',
  'ThrottlingException',
  'ProvisionedThroughputExceeded',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
]);

/**
 * Runs one call of the SDK and turns its errors into the domain's.
 *
 * @throws LostRace when others were at the same items; the `refused` error of the write whose condition did not
 *   hold; DomainError `unavailable` when the table could not be reached.
 */
export async function translated<T>(
  call: () => Promise<T>,
  writes: readonly Write[] = [],
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw translation(error, writes);
  }
}

function translation(error: unknown, writes: readonly Write[]): unknown {
  if (error instanceof TransactionCanceledException) return cancelled(error, writes);
  if (error instanceof ConditionalCheckFailedException) return new LostRace();
  if (error instanceof DynamoDBServiceException) {
    if (contended.has(error.name)) return new LostRace(error.name, { cause: error });
    return error.$fault === 'server' ? unavailable(error) : error;
  }
  return isTransport(error) ? unavailable(error) : error;
}

function cancelled(error: TransactionCanceledException, writes: readonly Write[]): unknown {
  const reasons = error.CancellationReasons ?? [];
  const failed = reasons.findIndex(({ Code }) => Code === 'ConditionalCheckFailed');
  if (failed >= 0) return writes[failed]?.refused?.() ?? new LostRace();
  if (reasons.some(({ Code }) => Code !== undefined && contended.has(Code))) return new LostRace();
  return error;
}

/** Time-outs and broken connections carry no service error; the SDK marks them by name or code. */
function isTransport(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return error.name === 'TimeoutError' || /^E[A-Z]+$/.test(code);
}

function unavailable(cause: unknown): DomainError {
  const detail = 'The directory cannot be reached at the moment. Send the request again.';
  return new DomainError('unavailable', detail, { cause, retryAfter: 1 });
}
