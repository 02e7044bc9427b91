import type { KoaContextWithOIDC } from 'oidc-provider';
import { setPage } from '#functions/oidc-provider/pages.ts';
import type { TenantPorts } from '#functions/oidc-provider/ports.ts';
import { Html, html } from '#shared/kernel/http/html.ts';
import { type SessionName, sessionNameOf } from '#shared/sessions/account-id.ts';

/**
 * RP-Initiated Logout section 2: whoever holds the ID token of this very session is the app that the person left, and
 * needs not ask. Anybody else may only have put up a link, so the person is asked.
 *
 * @param form oidc-provider's, with what guards against forgery; its buttons are ours.
 */
export async function confirmSignOut(
  ports: TenantPorts,
  ctx: KoaContextWithOIDC,
  form: string,
): Promise<void> {
  const { session, entities } = ctx.oidc;
  const name = sessionOf(ports, ctx);
  if (session && name && entities.IdTokenHint?.payload['sid'] === name.id) {
    const { postLogoutRedirectUri, state } = session.state ?? {};
    await ports.signOut(name, ctx.get('x-request-id'));
    await session.destroy();
    ctx.cookies.set(ctx.oidc.provider.cookieName('session'), null, {
      secure: true,
      httpOnly: true,
      sameSite: 'lax',
      path: '/',
    });
    ctx.status = 303;
    ctx.redirect(
      typeof postLogoutRedirectUri === 'string'
        ? withState(postLogoutRedirectUri, state)
        : ctx.oidc.urlFor('end_session_success'),
    );
    return;
  }
  setPage(
    ctx,
    'Sign out?',
    html`<p>You are asked to sign out here, and of every application that you use with this sign-in.</p>
${new Html(form)}
<p><button type="submit" form="op.logoutForm" name="logout" value="yes" autofocus>Sign out</button>
<button type="submit" form="op.logoutForm">Stay signed in</button></p>`,
  );
}

/** Ends the session once the person said so on that page. */
export async function endConfirmed(
  ports: TenantPorts,
  ctx: KoaContextWithOIDC,
  next: () => Promise<void>,
): Promise<void> {
  await next();
  const { route, params } = ctx.oidc ?? {};
  if (route !== 'end_session_confirm' || !params?.['logout'] || ctx.status !== 303) return;
  const name = sessionOf(ports, ctx);
  if (name) await ports.signOut(name, ctx.get('x-request-id'));
}

export function signedOut(ctx: KoaContextWithOIDC): void {
  setPage(ctx, 'You are signed out', html`<p>You may close this page.</p>`);
}

function sessionOf({ tenantId }: TenantPorts, ctx: KoaContextWithOIDC): SessionName | undefined {
  const accountId = ctx.oidc.session?.accountId;
  return accountId === undefined ? undefined : sessionNameOf(tenantId, accountId);
}

function withState(uri: string, state: unknown): string {
  if (typeof state !== 'string') return uri;
  const url = new URL(uri);
  url.searchParams.set('state', state);
  return url.href;
}
