import type { JsonValue } from '#shared/kernel/json.ts';
import type { AttributePath } from '#shared/scim/path.ts';

/**
 * One step of a PATCH (RFC 7644 3.5.2). An operation without a path has been taken apart into one
 * step for each attribute of its value, so that every step has exactly one target.
 */
export interface PatchOperation {
  readonly op: 'add' | 'remove' | 'replace';
  readonly path: AttributePath;
  readonly value?: JsonValue;
  /** Which element of `Operations` it came from, counted from 1; for error messages. */
  readonly number: number;
}
