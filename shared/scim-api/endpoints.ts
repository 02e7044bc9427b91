import { createMatcher } from '#shared/kernel/http/route.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import { bulkRoutes } from '#shared/scim-api/bulk/bulk-routes.ts';
import { discoveryRoutes } from '#shared/scim-api/discovery-routes.ts';
import { meRoutes } from '#shared/scim-api/me-routes.ts';
import { resourceRoutes } from '#shared/scim-api/resource-routes.ts';
import type { ScimContext, ScimEndpoints, ScimRoute } from '#shared/scim-api/scim-context.ts';
import { searchRoutes } from '#shared/scim-api/search-routes.ts';

/** Every endpoint there is for these resource types (RFC 7644 table 1). */
export function createEndpoints(types: readonly ResourceType[]): ScimEndpoints {
  const resources = types.flatMap(resourceRoutes);
  return serve([
    ...resources,
    ...searchRoutes(types),
    ...bulkRoutes(serve(resources)),
    ...discoveryRoutes(types),
    ...meRoutes(),
  ]);
}

function serve(routes: readonly ScimRoute[]): ScimEndpoints {
  const match = createMatcher<ScimContext>(routes);
  return async (request, path, context) => {
    const { route, params } = match(request.method, path);
    return await route.handle({ request, url: new URL(request.url), params, context });
  };
}
