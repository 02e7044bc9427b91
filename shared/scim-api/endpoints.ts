import { createMatcher } from '#shared/kernel/http/route.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import { acceptAsynchronously } from '#shared/scim-api/async/accept-asynchronously.ts';
import { asyncRoutes } from '#shared/scim-api/async/async-routes.ts';
import { bulkRoutes } from '#shared/scim-api/bulk/bulk-routes.ts';
import { discoveryRoutes } from '#shared/scim-api/discovery-routes.ts';
import { meRoutes } from '#shared/scim-api/me-routes.ts';
import { resourceRoutes } from '#shared/scim-api/resource-routes.ts';
import type { ScimContext, ScimEndpoints } from '#shared/scim-api/scim-context.ts';
import { searchRoutes } from '#shared/scim-api/search-routes.ts';

/** Every endpoint there is for these resource types (RFC 7644 table 1), at once or asynchronously. */
export function createEndpoints(types: readonly ResourceType[]): ScimEndpoints {
  const match = createMatcher<ScimContext>([
    ...types.flatMap(resourceRoutes),
    ...searchRoutes(types),
    ...bulkRoutes(createResourceEndpoints(types)),
    ...asyncRoutes,
    ...discoveryRoutes(types),
    ...meRoutes(),
  ]);
  return async (request, path, context) => {
    const { route, params } = match(request.method, path);
    const call = { request, url: new URL(request.url), params, context };
    return (await acceptAsynchronously(call, path, route)) ?? (await route.handle(call));
  };
}

/** What an operation of a bulk may be about: single resources, at once. */
export function createResourceEndpoints(types: readonly ResourceType[]): ScimEndpoints {
  const match = createMatcher<ScimContext>(types.flatMap(resourceRoutes));
  return async (request, path, context) => {
    const { route, params } = match(request.method, path);
    return await route.handle({ request, url: new URL(request.url), params, context });
  };
}
