import { finishSignIn } from '#shared/sign-in/finish-sign-in.ts';
import type { Onward } from '#shared/sign-in/pages/error-page.ts';
import type { SignInAttempt } from '#shared/sign-in/sign-in-attempt.ts';
import type { RefusalReason } from '#shared/sign-in/sign-in-refused.ts';
import { takeAttempt } from '#shared/sign-in/take-attempt.ts';
import { browserOf } from '#shared/sign-in/web/browser-cookie.ts';
import { enabledConnection } from '#shared/sign-in/web/enabled-connection.ts';
import { orRefused } from '#shared/sign-in/web/refused.ts';
import { responseParameters } from '#shared/sign-in/web/response-parameters.ts';
import type {
  SignInCall,
  SignInContext,
  SignInRoute,
} from '#shared/sign-in/web/sign-in-context.ts';

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
    const back = {
      connection,
      parameters: await responseParameters(request, url),
      browser: browserOf(request, connection),
      requestId: context.requestId,
    };
    const attempt = await takeAttempt(context, back);
    const onward = (reason: RefusalReason) => onwardOf(context, attempt, reason);
    return await orRefused(context, { connection, onward }, async () => {
      const location = `${context.rootUrl}${await finishSignIn(context, back, attempt)}`;
      const headers = { location, 'referrer-policy': 'no-referrer' };
      return new Response(null, { status: 303, headers });
    });
  });
}

/**
 * Back to where they chose their connection, while the app still waits for them. That the attempt was taken shows that
 * it is their browser; and every part of the address is from there, none from the request.
 */
async function onwardOf(
  { interactions, rootUrl }: SignInContext,
  { tenantId, interactionUid }: SignInAttempt,
  reason: RefusalReason,
): Promise<Onward> {
  const interaction = await interactions.interaction(tenantId, interactionUid);
  if (!interaction) return {};
  if (reason !== 'unknownInteraction') {
    return { again: `${rootUrl}/sign-in/${tenantId}/i/${interactionUid}` };
  }
  return interaction.appName === undefined ? {} : { appName: interaction.appName };
}
