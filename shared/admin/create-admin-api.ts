import type { AdminContext } from '#shared/admin/admin-context.ts';
import { adminRoutes } from '#shared/admin/admin-routes.ts';
import { adminErrorResponse } from '#shared/admin/error-response.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { createMatcher } from '#shared/kernel/http/route.ts';

/** Path of the admin API on whatever host serves it. */
const ROOT = '/admin/v1';

export interface AdminApi extends Omit<AdminContext, 'origin'> {
  readonly report: (error: unknown, requestId: string) => void;
}

/**
 * The operator's API: tenants, directories, tokens, users. Whoever reaches it may do everything, so the way to it
 * is closed by IAM in front of it. Never rejects.
 */
export function createAdminApi({ report, ...ports }: AdminApi) {
  const match = createMatcher<AdminContext>(adminRoutes);
  return async (request: Request, requestId: string): Promise<Response> => {
    try {
      const url = new URL(request.url);
      const start = url.pathname.indexOf(ROOT);
      if (start < 0) throw new DomainError('notFound', `The admin API is at ${ROOT}.`);
      const { route, params } = match(request.method, url.pathname.slice(start + ROOT.length));
      const origin = `${url.origin}${url.pathname.slice(0, start)}`;
      return await route.handle({ request, url, params, context: { ...ports, origin } });
    } catch (error) {
      return adminErrorResponse(error, requestId, (unforeseen) => report(unforeseen, requestId));
    }
  };
}
