import { finishSignIn } from '#shared/sign-in/finish-sign-in.ts';
import { browserOf } from '#shared/sign-in/web/browser-cookie.ts';
import { enabledConnection } from '#shared/sign-in/web/enabled-connection.ts';
import { orRefused } from '#shared/sign-in/web/refused.ts';
import { responseParameters } from '#shared/sign-in/web/response-parameters.ts';
import type { SignInCall, SignInRoute } from '#shared/sign-in/web/sign-in-context.ts';

const path = '/{tenant}/callback/{connection}';

export const callbackRoutes: readonly SignInRoute[] = [
  { method: 'GET', path, handle: comeBack },
  { method: 'POST', path, handle: comeBack },
];

async function comeBack(call: SignInCall): Promise<Response> {
  const { context, request, url, params } = call;
  const { tenant = '', connection: id = '' } = params;
  const connection = await enabledConnection(context, tenant, id);
  return await orRefused(context, { connection }, async () => {
    const returnTo = await finishSignIn(context, {
      connection,
      parameters: await responseParameters(request, url),
      browser: browserOf(request, connection),
      requestId: context.requestId,
    });
    const location = `${context.rootUrl}${returnTo}`;
    return new Response(null, {
      status: 303,
      headers: { location, 'referrer-policy': 'no-referrer' },
    });
  });
}
