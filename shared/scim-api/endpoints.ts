import { createMatcher } from '#shared/kernel/http/route.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import { discoveryRoutes } from '#shared/scim-api/discovery-routes.ts';
import { resourceRoutes } from '#shared/scim-api/resource-routes.ts';
import type { ScimContext } from '#shared/scim-api/scim-context.ts';
import { searchRoutes } from '#shared/scim-api/search-routes.ts';

/** Answers one request below the SCIM root, or throws what {@link errorResponse} renders. */
export type ScimEndpoints = (
  request: Request,
  path: string,
  context: ScimContext,
) => Promise<Response>;

/** Every endpoint there is for these resource types (RFC 7644 table 1). */
export function createEndpoints(types: readonly ResourceType[]): ScimEndpoints {
  const match = createMatcher<ScimContext>([
    ...types.flatMap(resourceRoutes),
    ...searchRoutes(types),
    ...discoveryRoutes(types),
  ]);
  return async (request, path, context) => {
    const { route, params } = match(request.method, path);
    return await route.handle({ request, url: new URL(request.url), params, context });
  };
}
