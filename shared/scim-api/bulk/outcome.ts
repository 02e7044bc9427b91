import { type JsonObject, newObject } from '#shared/kernel/json.ts';
import type { SentOperation } from '#shared/scim/bulk/bulk-operation.ts';
import { renderError, scimError } from '#shared/scim-api/error-response.ts';
import type { ScimContext } from '#shared/scim-api/scim-context.ts';

/** What became of one operation of a bulk. */
export interface Outcome {
  readonly sent: SentOperation;
  readonly status: number;
  readonly location?: string;
  /** Entity tag of the resource as it is now. */
  readonly version?: string;
  /** The SCIM error, present exactly when the operation failed. */
  readonly error?: JsonObject;
}

export function hasFailed({ error }: Outcome): boolean {
  return error !== undefined;
}

/** @param location Of the resource that the operation was about, if there is one. */
export function failed(
  { mandate, report }: ScimContext,
  sent: SentOperation,
  error: unknown,
  location?: string,
): Outcome {
  const { status, body } = renderError(error, mandate.requestId, report);
  return { sent, status, error: body, ...(location !== undefined && { location }) };
}

export function notBegun(sent: SentOperation): Outcome {
  const detail =
    'The time of one request was up before this operation was begun; nothing of it was done. Send it again, with others that were not begun.';
  return { sent, status: 503, error: scimError(503, detail) };
}

/** An element of `Operations` of the answer (RFC 7644 section 3.7.3). */
export function renderOutcome({ sent, status, location, version, error }: Outcome): JsonObject {
  const { method, bulkId } = sent;
  return Object.assign(newObject(), {
    ...(method !== undefined && { method }),
    ...(bulkId !== undefined && { bulkId }),
    ...(version !== undefined && { version }),
    ...(location !== undefined && { location }),
    status: String(status),
    ...(error && { response: error }),
  });
}
