import type { BulkRequest } from '#shared/scim/bulk/parse-bulk.ts';
import type { ScimContext } from '#shared/scim-api/scim-context.ts';

/** What so many operations count for in the rate limit of the directory, beside the request that brings them. */
const OPERATIONS_PER_PERMIT = 10;

export function chargeOperations({ operations }: BulkRequest, { charge }: ScimContext): void {
  charge?.(Math.floor(operations.length / OPERATIONS_PER_PERMIT));
}
