import { readJson } from '#shared/kernel/http/read-json.ts';
import { newObject } from '#shared/kernel/json.ts';
import { parseBulk } from '#shared/scim/bulk/parse-bulk.ts';
import { BULK_RESPONSE } from '#shared/scim/messages.ts';
import { bulkLimit } from '#shared/scim-api/bulk/bulk-limit.ts';
import { chargeOperations } from '#shared/scim-api/bulk/charge-operations.ts';
import { renderOutcome } from '#shared/scim-api/bulk/outcome.ts';
import { runBulk } from '#shared/scim-api/bulk/run-bulk.ts';
import type { ScimCall, ScimEndpoints, ScimRoute } from '#shared/scim-api/scim-context.ts';
import { ACCEPTED_MEDIA_TYPES, scimResponse } from '#shared/scim-api/scim-response.ts';

/** Path of the endpoint (RFC 7644 table 1). */
export const BULK = '/Bulk';

/** `/Bulk` (RFC 7644 section 3.7); `serve` answers its operations one by one. */
export function bulkRoutes(serve: ScimEndpoints): ScimRoute[] {
  return [{ method: 'POST', path: BULK, handle: (call) => bulk(serve, call) }];
}

async function bulk(serve: ScimEndpoints, { request, context }: ScimCall): Promise<Response> {
  const body = await readJson(request, ACCEPTED_MEDIA_TYPES, bulkLimit);
  const bulkRequest = parseBulk(body, context.dialect);
  chargeOperations(bulkRequest, context);
  const outcomes = await runBulk(bulkRequest, context, serve);
  const Operations = outcomes.map(renderOutcome);
  const response = Object.assign(newObject(), { schemas: [BULK_RESPONSE], Operations });
  return scimResponse(200, response);
}
