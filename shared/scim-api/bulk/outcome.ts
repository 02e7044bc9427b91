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

/** What an error needs of a request's context. */
export interface Reporting extends Pick<ScimContext, 'report'> {
  readonly mandate: Pick<ScimContext['mandate'], 'requestId'>;
}

export function hasFailed({ error }: Outcome): boolean {
  return error !== undefined;
}

/** @param location Of the resource that the operation was about, if there is one. */
export function failed(
  { mandate, report }: Reporting,
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

/** For what `failOnErrors` left undone, where each operation is told of. */
export function notReached({ index, method, bulkId }: SentOperation): Outcome {
  const detail = 'Nothing of this operation was done: too many before it failed.';
  const sent = {
    index,
    ...(method !== undefined && { method }),
    ...(bulkId !== undefined && { bulkId }),
  };
  return { sent, status: 409, error: scimError(409, detail) };
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
