import { type BodyLimit, readJson } from '#shared/kernel/http/read-json.ts';
import { newObject } from '#shared/kernel/json.ts';
import { parseBulk } from '#shared/scim/bulk/parse-bulk.ts';
import { MAX_BULK_BYTES } from '#shared/scim/limits.ts';
import { BULK_RESPONSE } from '#shared/scim/messages.ts';
import { runBulk } from '#shared/scim-api/bulk/run-bulk.ts';
import type { ScimCall, ScimEndpoints, ScimRoute } from '#shared/scim-api/scim-context.ts';
import { ACCEPTED_MEDIA_TYPES, scimResponse } from '#shared/scim-api/scim-response.ts';

/** RFC 7644 section 3.7.4: the answer names the limit. */
const bulkLimit: BodyLimit = {
  bytes: MAX_BULK_BYTES,
  detail: `The size of the bulk operation exceeds the maxPayloadSize (${MAX_BULK_BYTES}).`,
};

/** `/Bulk` (RFC 7644 section 3.7); `serve` answers its operations one by one. */
export function bulkRoutes(serve: ScimEndpoints): ScimRoute[] {
  return [{ method: 'POST', path: '/Bulk', handle: (call) => bulk(serve, call) }];
}

async function bulk(serve: ScimEndpoints, { request, context }: ScimCall): Promise<Response> {
  const body = await readJson(request, ACCEPTED_MEDIA_TYPES, bulkLimit);
  const Operations = await runBulk(parseBulk(body, context.dialect), context, serve);
  const response = Object.assign(newObject(), { schemas: [BULK_RESPONSE], Operations });
  return scimResponse(200, response);
}
