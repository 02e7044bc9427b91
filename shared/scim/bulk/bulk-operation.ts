import type { DomainError } from '#shared/kernel/domain-error.ts';
import type { JsonValue } from '#shared/kernel/json.ts';

export const bulkMethods = ['POST', 'PUT', 'PATCH', 'DELETE'] as const;
export type BulkMethod = (typeof bulkMethods)[number];

/** What an operation may be answered with, whatever becomes of it. */
export interface SentOperation {
  /** Its place in the request, from 0. */
  readonly index: number;
  /** As sent, where it is none of {@link bulkMethods}. */
  readonly method?: string;
  readonly bulkId?: string;
}

/** One operation of a bulk request (RFC 7644 section 3.7). */
export interface BulkOperation extends SentOperation {
  readonly method: BulkMethod;
  /** Relative to the SCIM root, with the leading slash; may have a query. */
  readonly path: string;
  /** Entity tag that the resource must have. */
  readonly version?: string;
  /** Absent for DELETE. */
  readonly data?: JsonValue;
}

/** An operation that cannot be carried out whatever the state of the resources. */
export interface RefusedOperation extends SentOperation {
  readonly refusal: DomainError;
}

export function isRefused(
  operation: BulkOperation | RefusedOperation,
): operation is RefusedOperation {
  return 'refusal' in operation;
}
