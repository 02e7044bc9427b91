import { equalInConstantTime } from '#shared/kernel/secret.ts';
import type { Interaction } from '#shared/sessions/interactions.ts';
import { beginSignIn } from '#shared/sign-in/begin-sign-in.ts';
import { type Connection, callbackUrl } from '#shared/sign-in/connection.ts';
import { realmOf } from '#shared/sign-in/domains/realm-of.ts';
import { choosePage } from '#shared/sign-in/pages/choose-page.ts';
import { SignInRefused } from '#shared/sign-in/sign-in-refused.ts';
import { cookie, knownBrowser } from '#shared/sign-in/web/browser-cookie.ts';
import { enabledConnection } from '#shared/sign-in/web/enabled-connection.ts';
import { orRefused } from '#shared/sign-in/web/refused.ts';
import type { SignInCall, SignInRoute } from '#shared/sign-in/web/sign-in-context.ts';
import { isSlug } from '#shared/tenancy/tenant.ts';

export const interactionRoutes: readonly SignInRoute[] = [
  { method: 'GET', path: '/{tenant}/i/{uid}', handle: chooseConnection },
];

const UID = /^[A-Za-z0-9_-]{10,64}$/;
const MAX_EMAIL = 254;

/** An app wants somebody to sign in: by the connection that is known to be theirs, or one that they choose. */
async function chooseConnection(call: SignInCall): Promise<Response> {
  const { context, url } = call;
  const interaction = await interactionOf(call);
  const { tenantId, hints, appName } = interaction;
  const typed = url.searchParams.get('email')?.slice(0, MAX_EMAIL);
  const email = typed ?? interaction.loginHint;
  const chosen = url.searchParams.get('connection');
  if (chosen !== null) {
    return await depart(
      call,
      interaction,
      await enabledConnection(context, tenantId, chosen),
      email,
    );
  }
  const realm = await realmOf(context, tenantId, { hints, ...(email !== undefined && { email }) });
  if ('connection' in realm) return await depart(call, interaction, realm.connection, email);
  return choosePage({ appName, choices: realm.choices, email, nobodys: typed !== undefined });
}

/** @throws SignInRefused `unknownInteraction` unless it is under way, in this browser. */
async function interactionOf({ context, params, request }: SignInCall): Promise<Interaction> {
  const { tenant = '', uid = '' } = params;
  const known = isSlug(tenant) && UID.test(uid);
  const interaction = known ? await context.interactions.interaction(tenant, uid) : undefined;
  const shown = interaction && cookie(request, interaction.cookie.name);
  if (shown !== undefined && equalInConstantTime(shown, interaction?.cookie.value ?? '')) {
    if (interaction) return interaction;
  }
  throw new SignInRefused('unknownInteraction');
}

async function depart(
  call: SignInCall,
  interaction: Interaction,
  connection: Connection,
  loginHint: string | undefined,
): Promise<Response> {
  const { context, request } = call;
  return await orRefused(
    context,
    { connection, onward: async (reason) => (reason === 'triedTooOften' ? {} : { again: '?' }) },
    async () => {
      const { browser, setCookie } = knownBrowser(request, connection);
      const redirectUri = callbackUrl(context.rootUrl, connection);
      const location = await beginSignIn(context, {
        ...{ connection, interaction, loginHint, redirectUri, browser },
      });
      const headers = { location, 'set-cookie': setCookie, 'referrer-policy': 'no-referrer' };
      return new Response(null, { status: 303, headers });
    },
  );
}
