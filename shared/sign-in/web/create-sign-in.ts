import { DomainError } from '#shared/kernel/domain-error.ts';
import { createMatcher } from '#shared/kernel/http/route.ts';
import type { SignInPorts } from '#shared/sign-in/ports.ts';
import { SignInRefused } from '#shared/sign-in/sign-in-refused.ts';
import { callbackRoutes } from '#shared/sign-in/web/callback-routes.ts';
import { initiateRoutes } from '#shared/sign-in/web/initiate-routes.ts';
import { interactionRoutes } from '#shared/sign-in/web/interaction-routes.ts';
import { refusedPage } from '#shared/sign-in/web/refused.ts';
import type { SignInContext } from '#shared/sign-in/web/sign-in-context.ts';
import { signalRoutes } from '#shared/sign-in/web/signal-routes.ts';

export interface SignIn extends SignInPorts {
  /** Takes what nobody foresaw to where it is seen; the person gets the request id alone. */
  readonly report: (error: unknown, requestId: string) => void;
}

/** The root on whatever host, and behind whatever stage, serves it; the provider stands beside it. */
const ROOT = /^(.*?)\/sign-in(?=\/)/;

/** What people see who sign in: pages, and the way to their identity provider and back. Never rejects. */
export function createSignIn(ports: SignIn) {
  const match = createMatcher<SignInContext>([
    ...interactionRoutes,
    ...callbackRoutes,
    ...initiateRoutes,
    ...signalRoutes,
  ]);
  return async (request: Request, requestId: string): Promise<Response> => {
    const url = new URL(request.url);
    const [root = '', before = ''] = ROOT.exec(url.pathname) ?? [];
    const context = { ...ports, requestId, rootUrl: `${url.origin}${before}` };
    try {
      const { route, params } = match(request.method, url.pathname.slice(root.length));
      return await route.handle({ request, url, params, context });
    } catch (error) {
      return refusedPage(context, isNowhere(error) ? new SignInRefused('unknownAddress') : error);
    }
  };
}

function isNowhere(error: unknown): boolean {
  const codes = ['notFound', 'methodNotAllowed'];
  return error instanceof DomainError && codes.includes(error.code);
}
