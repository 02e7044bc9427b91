import { DomainError } from '#shared/kernel/domain-error.ts';
import { isJsonObject, type JsonObject } from '#shared/kernel/json.ts';
import { renderResourceType, renderSchema, serviceProviderConfig } from '#shared/scim/discovery.ts';
import { MAX_BULK_BYTES, MAX_BULK_OPERATIONS } from '#shared/scim/limits.ts';
import { listResponse } from '#shared/scim/messages.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import { discoverySchemas } from '#shared/scim/schemas/discovery.ts';
import { CURSOR_TIMEOUT } from '#shared/scim-api/cursor.ts';
import type { ScimCall, ScimContext, ScimRoute } from '#shared/scim-api/scim-context.ts';
import { scimResponse } from '#shared/scim-api/scim-response.ts';
import { DEFAULT_PAGE, MAX_PAGE } from '#shared/scim-api/search-query.ts';

/** `/ServiceProviderConfig`, `/ResourceTypes` and `/Schemas` (RFC 7644 section 4). */
export function discoveryRoutes(types: readonly ResourceType[]): ScimRoute[] {
  const every = types.flatMap((type) => [type.schema, ...type.extensions.map((e) => e.schema)]);
  // One that extends several types is one schema.
  const used = [...new Map(every.map((schema) => [schema.id, schema])).values()];
  const schemas = [...used, ...discoverySchemas];
  const resourceTypes = ({ context }: ScimCall) =>
    types.map((type) => renderResourceType(type, context.baseUrl));
  const rendered = ({ context }: ScimCall) =>
    schemas.map((schema) => renderSchema(schema, context.baseUrl));
  return [
    {
      method: 'GET',
      path: '/ServiceProviderConfig',
      handle: async ({ context }) => shown(describe(context)),
    },
    {
      method: 'GET',
      path: '/ResourceTypes',
      handle: async (call) => all(call, resourceTypes(call)),
    },
    {
      method: 'GET',
      path: '/ResourceTypes/{id}',
      handle: async (call) => one(call, resourceTypes(call)),
    },
    { method: 'GET', path: '/Schemas', handle: async (call) => all(call, rendered(call)) },
    { method: 'GET', path: '/Schemas/{id}', handle: async (call) => one(call, rendered(call)) },
  ];
}

/** Paging, sorting and projection are ignored here; a filter is refused rather than misunderstood. */
function all({ url }: ScimCall, resources: readonly JsonObject[]): Response {
  if (url.searchParams.has('filter')) {
    throw new DomainError('forbidden', 'This endpoint cannot be filtered. Leave the filter out.');
  }
  return scimResponse(
    200,
    listResponse({ totalResults: resources.length, resources, startIndex: 1 }),
  );
}

function one({ params }: ScimCall, resources: readonly JsonObject[]): Response {
  const found = resources.find((resource) => resource['id'] === params['id']);
  if (found) return shown(found);
  throw new DomainError('notFound', `There is nothing here by the name of ${params['id']}.`);
}

/** One resource, whose `meta.location` is also the Content-Location (RFC 7643 section 3.1). */
function shown(resource: JsonObject): Response {
  const { meta } = resource;
  const location = isJsonObject(meta) ? meta['location'] : undefined;
  return scimResponse(200, resource, { 'content-location': String(location) });
}

/** Every claim here is one that a test holds against the endpoints. */
function describe({ baseUrl, dialect }: ScimContext): JsonObject {
  return serviceProviderConfig({
    baseUrl,
    patch: true,
    bulk: {
      supported: true,
      maxOperations: MAX_BULK_OPERATIONS,
      maxPayloadSize: MAX_BULK_BYTES,
    },
    filter: { supported: true, maxResults: MAX_PAGE },
    changePassword: false,
    sort: true,
    etag: true,
    pagination: {
      cursor: true,
      index: true,
      defaultPaginationMethod: 'index',
      defaultPageSize: DEFAULT_PAGE,
      maxPageSize: MAX_PAGE,
      cursorTimeout: CURSOR_TIMEOUT,
    },
    // No event goes out over a SET stream; those of asynchronous requests are fetched where their 202 says.
    ...(dialect.securityEventsPublished && {
      securityEvents: { asyncRequest: 'request', eventUris: [] },
    }),
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'Bearer token',
        description: 'A token issued for one directory, sent as `Authorization: Bearer <token>`.',
        specUri: 'https://www.rfc-editor.org/info/rfc6750',
        primary: true,
      },
      {
        type: 'oauth2',
        name: 'OAuth 2.0 client credentials',
        description:
          'A client of one directory gets access tokens at its token endpoint, by a secret or by an assertion of an issuer that it trusts.',
        specUri: 'https://www.rfc-editor.org/info/rfc6749',
      },
    ],
  });
}
