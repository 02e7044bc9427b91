import type { AdminContext, AdminPorts } from '#shared/admin/admin-context.ts';
import { adminRoutes } from '#shared/admin/admin-routes.ts';
import { adminErrorResponse } from '#shared/admin/error-response.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { createMatcher } from '#shared/kernel/http/route.ts';

export interface AdminApi extends AdminPorts {
  /** Takes what nobody foresaw to where it is seen; the client gets the request id alone. */
  readonly report: (error: unknown, requestId: string) => void;
}

/** The root of this API on whatever host, and behind whatever stage, serves it; SCIM stands beside it. */
const ROOT = /^(.*?)\/admin\/v1(?=\/|$)/;

/**
 * The operator's API: tenants, directories, tokens, users. Whoever reaches it may do everything, so the way to it
 * is closed by IAM in front of it. Never rejects.
 */
export function createAdminApi({ report, ...ports }: AdminApi) {
  const match = createMatcher<AdminContext>(adminRoutes);
  return async (request: Request, requestId: string): Promise<Response> => {
    try {
      const url = new URL(request.url);
      const [root, before] = ROOT.exec(url.pathname) ?? [];
      if (root === undefined) throw new DomainError('notFound', 'The admin API is at /admin/v1.');
      const { route, params } = match(request.method, url.pathname.slice(root.length));
      const rootUrl = `${url.origin}${before}`;
      const context = { ...ports, rootUrl, scimBaseUrl: `${rootUrl}/scim/v2`, requestId };
      return await route.handle({ request, url, params, context });
    } catch (error) {
      return adminErrorResponse(error, requestId, (unforeseen) => report(unforeseen, requestId));
    }
  };
}
