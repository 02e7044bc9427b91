import { DomainError } from '#shared/kernel/domain-error.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/kernel/json.ts';
import {
  type BulkOperation,
  isRefused,
  type RefusedOperation,
} from '#shared/scim/bulk/bulk-operation.ts';
import { parseBulkOperation } from '#shared/scim/bulk/parse-bulk-operation.ts';
import type { Dialect } from '#shared/scim/dialect.ts';
import { MAX_BULK_OPERATIONS } from '#shared/scim/limits.ts';
import { BULK_REQUEST } from '#shared/scim/messages.ts';
import { checkMessageSchemas, memberOf } from '#shared/scim/schemas-attribute.ts';

export interface BulkRequest {
  /** Errors after which no further operation is begun; absent when all are to be tried. */
  readonly failOnErrors?: number;
  /** In the order in which they were sent. */
  readonly operations: readonly (BulkOperation | RefusedOperation)[];
}

/**
 * Parses the body of a bulk request (RFC 7644 section 3.7). What is wrong with one operation is that operation's
 * own error.
 *
 * @throws DomainError `invalidSyntax` or `invalidValue` when the message itself is wrong, `payloadTooLarge` beyond
 * {@link MAX_BULK_OPERATIONS} operations.
 */
export function parseBulk(body: JsonValue, dialect: Dialect): BulkRequest {
  if (!isJsonObject(body)) {
    throw new DomainError('invalidSyntax', 'The body must be a JSON object, a BulkRequest.');
  }
  checkMessageSchemas(BULK_REQUEST, body, dialect);
  const sent = memberOf(body, 'Operations');
  if (!Array.isArray(sent) || sent.length === 0) {
    throw new DomainError('invalidSyntax', 'Operations must be an array of at least one element.');
  }
  if (sent.length > MAX_BULK_OPERATIONS) {
    const detail = `The bulk has ${sent.length} operations, which exceeds maxOperations (${MAX_BULK_OPERATIONS}).`;
    throw new DomainError('payloadTooLarge', detail);
  }
  const failOnErrors = readFailOnErrors(body, dialect);
  const operations = sent.map((operation, index) => parseBulkOperation(operation, index, dialect));
  return {
    ...(failOnErrors !== undefined && { failOnErrors }),
    operations: withoutDuplicates(operations),
  };
}

function readFailOnErrors(body: JsonObject, { coerceStrings }: Dialect): number | undefined {
  const sent = memberOf(body, 'failOnErrors') ?? undefined;
  if (sent === undefined) return undefined;
  const number = coerceStrings && typeof sent === 'string' ? Number(sent) : sent;
  if (typeof number === 'number' && Number.isSafeInteger(number) && number > 0) return number;
  throw new DomainError('invalidValue', 'failOnErrors must be an integer of at least 1.');
}

/** Two resources by one name: nobody can tell which of them is meant, so neither is created. */
function withoutDuplicates(operations: BulkRequest['operations']): BulkRequest['operations'] {
  const counts = new Map<string, number>();
  for (const { method, bulkId } of operations) {
    if (method === 'POST' && bulkId !== undefined)
      counts.set(bulkId, (counts.get(bulkId) ?? 0) + 1);
  }
  return operations.map((operation) => {
    const { index, method, bulkId } = operation;
    if (isRefused(operation) || method !== 'POST' || bulkId === undefined) return operation;
    if ((counts.get(bulkId) ?? 0) < 2) return operation;
    const detail = `Several operations have the bulkId ${bulkId}. Give each POST one of its own.`;
    return { index, method, bulkId, refusal: new DomainError('invalidValue', detail) };
  });
}
