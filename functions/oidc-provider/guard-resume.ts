import { errors, type KoaContextWithOIDC, type Provider } from 'oidc-provider';
import type { TenantPorts } from '#functions/oidc-provider/ports.ts';
import { equalInConstantTime, hashSecret } from '#shared/kernel/secret.ts';
import { sessionNameOf } from '#shared/sessions/account-id.ts';
import { browserCookies } from '#shared/sessions/provider-cookies.ts';

/**
 * Where a browser comes back from the sign-in: it has to be the one that signed in, and who signs in over somebody
 * else takes the browser over. The session of whoever was there ends then, which their apps hear of, rather than over
 * a page of its own; another one of the same person is left to their apps.
 */
export function guardResume(provider: Provider, { tenantId, signOut }: TenantPorts): void {
  const get = provider.Session.get.bind(provider.Session);
  provider.Session.get = async (ctx: KoaContextWithOIDC) => {
    const session = await get(ctx);
    const accountId =
      ctx.oidc?.route === 'resume' ? await signedInAs(provider, ctx) : session.accountId;
    if (accountId === undefined || session.accountId === undefined) return session;
    if (accountId === session.accountId) return session;
    const [before, next] = [session.accountId, accountId].map((id) => sessionNameOf(tenantId, id));
    if (before && before.userId !== next?.userId) await signOut(before, ctx.get('x-request-id'));
    delete session.accountId;
    delete session.authorizations;
    return session;
  };
}

/**
 * The account that the interaction ended with, if it ended with one.
 *
 * @throws SessionNotFound when that was in another browser.
 */
async function signedInAs(provider: Provider, ctx: KoaContextWithOIDC) {
  const uid = ctx.cookies.get(provider.cookieName('resume'));
  const { result } = (uid === undefined ? undefined : await provider.Interaction.find(uid)) ?? {};
  if (!result?.login) return undefined;
  const expected = String(result['browserHash']);
  for (const name of Object.values(browserCookies)) {
    const shown = await hashSecret(ctx.cookies.get(name) ?? '');
    if (equalInConstantTime(shown, expected)) return result.login.accountId;
  }
  throw new errors.SessionNotFound('the sign-in was in another browser');
}
