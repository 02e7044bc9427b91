import { readJson } from '#shared/kernel/http/read-json.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import { listResources } from '#shared/scim-api/list-resources.ts';
import { queryOf } from '#shared/scim-api/query-parameters.ts';
import type { ScimCall, ScimRoute } from '#shared/scim-api/scim-context.ts';
import { ACCEPTED_MEDIA_TYPES } from '#shared/scim-api/scim-response.ts';
import { parseSearchRequest } from '#shared/scim-api/search-request.ts';

/** Queries of one type or, at the root, of all of them, by GET and by POST (RFC 7644 3.4.2.1, 3.4.3). */
export function searchRoutes(types: readonly ResourceType[]): ScimRoute[] {
  const endpoints = [
    { path: '/', searched: types },
    ...types.map((type) => ({ path: type.endpoint, searched: [type] })),
  ];
  return endpoints.flatMap(({ path, searched }): ScimRoute[] => [
    { method: 'GET', path, handle: (call) => listResources(searched, call, queryOf(call.url)) },
    { method: 'POST', path: `${path}/.search`, handle: (call) => search(searched, call) },
  ]);
}

async function search(types: readonly ResourceType[], call: ScimCall): Promise<Response> {
  const body = await readJson(call.request, ACCEPTED_MEDIA_TYPES);
  return await listResources(types, call, parseSearchRequest(body, call.context.dialect));
}
