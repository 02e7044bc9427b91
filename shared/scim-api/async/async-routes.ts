import { DomainError } from '#shared/kernel/domain-error.ts';
import { newObject } from '#shared/kernel/json.ts';
import { isId } from '#shared/kernel/uuid-v7.ts';
import type { ScimCall, ScimRoute } from '#shared/scim-api/scim-context.ts';
import { scimResponse } from '#shared/scim-api/scim-response.ts';

/** Seconds after which it is worth asking again for a request that was not carried out yet. */
const ASK_AGAIN = 2;

/**
 * `/AsyncRequests/{txn}`: 202 until the request was carried out, then its `txn` and, in `sets`, the claims of its
 * completion events (RFC 9967 section 2.5.1.3), one for each operation.
 */
export const asyncRoutes: readonly ScimRoute[] = [
  { method: 'GET', path: '/AsyncRequests/{txn}', handle: read },
];

async function read({ params, context }: ScimCall): Promise<Response> {
  const { tenantId, directoryId } = context.mandate.scope;
  const txn = params['txn'] ?? '';
  const state = isId(txn)
    ? await context.asyncRequests?.state({ tenantId, directoryId }, txn)
    : undefined;
  if (!state) {
    const detail = 'This directory has no such request, or it was too long ago.';
    throw new DomainError('notFound', detail);
  }
  const { sets } = state;
  if (!sets) {
    const headers = { 'set-txn': txn, 'retry-after': String(ASK_AGAIN) };
    return scimResponse(202, undefined, headers);
  }
  const body = Object.assign(newObject(), { txn, sets });
  return scimResponse(200, body, { 'content-type': 'application/json' });
}
