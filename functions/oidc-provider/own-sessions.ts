import { text } from 'node:stream/consumers';
import type { Provider } from 'oidc-provider';
import { setPage } from '#functions/oidc-provider/pages.ts';
import type { TenantPorts } from '#functions/oidc-provider/ports.ts';
import { type Html, html } from '#shared/kernel/http/html.ts';
import { equalInConstantTime, hashSecret } from '#shared/kernel/secret.ts';
import { sessionNameOf } from '#shared/sessions/account-id.ts';
import { MAX_LOOKED_AT } from '#shared/sessions/begin-session.ts';
import { sessionCookie } from '#shared/sessions/provider-cookies.ts';
import { isStanding, type Session } from '#shared/sessions/session.ts';
import { type StandingSession, standingSession } from '#shared/sessions/standing-session.ts';

type Context = ReturnType<Provider['createContext']>;

/** The value of the button that ends all of them; no session has it for an id. */
const EVERYWHERE = 'everywhere';

interface Visitor {
  readonly current: StandingSession;
  /** What the page's form has to bring back: nobody can make it who does not hold the cookie. */
  readonly formToken: string;
}

/** `<issuer>/sessions`: where a person sees where they are signed in, and ends what they do not know, or all of it. */
export function ownSessions(ports: TenantPorts, provider: Provider) {
  return async (ctx: Context, next: () => Promise<void>): Promise<void> => {
    if (ctx.path !== '/sessions') return await next();
    const visitor = await visitorOf(ports, provider, ctx);
    if (!visitor) {
      ctx.status = 401;
      const advice = 'Sign in at one of your applications first; then come back to this page.';
      return page(ctx, 'You are not signed in here', html`<p>${advice}</p>`);
    }
    if (ctx.method === 'POST') return await end(ports, provider, ctx, visitor);
    await list(ports, ctx, visitor);
  };
}

async function visitorOf(
  ports: TenantPorts,
  provider: Provider,
  ctx: Context,
): Promise<Visitor | undefined> {
  const cookie = ctx.cookies.get(sessionCookie(ports.tenantId));
  const found = cookie === undefined ? undefined : await provider.Session.find(cookie);
  const name = sessionNameOf(ports.tenantId, found?.accountId ?? '');
  const current = name && (await standingSession(ports, name));
  return current && { current, formToken: await hashSecret(`own-sessions ${cookie}`) };
}

async function list(ports: TenantPorts, ctx: Context, visitor: Visitor): Promise<void> {
  const { current, formToken } = visitor;
  const { scope, userId } = current.session;
  const all = await ports.sessions.sessionsOf(scope, userId, { limit: MAX_LOOKED_AT });
  const standing = all.filter((session) => isStanding(session, current.user, ports.clock.now()));
  page(
    ctx,
    'Where you are signed in',
    html`<form method="post">
<input type="hidden" name="token" value="${formToken}">
<ul>${standing.map((session) => row(session, current.session.id))}</ul>
<p><button type="submit" name="session" value="${EVERYWHERE}">Sign out everywhere</button></p>
</form>`,
  );
}

function row({ id, createdAt, connectionId }: Session, currentId: string): Html {
  const since = `${createdAt.slice(0, 16).replace('T', ' ')} UTC, by ${connectionId}`;
  const which = id === currentId ? ' (this browser)' : '';
  return html`<li><p>${since}${which} <button type="submit" name="session" value="${id}">Sign out</button></p></li>
`;
}

async function end(
  ports: TenantPorts,
  provider: Provider,
  ctx: Context,
  { current, formToken }: Visitor,
): Promise<void> {
  const form = new URLSearchParams(await text(ctx.req));
  // Cookies that are SameSite=Lax do not come with a form of another site; this is for what lets them.
  const origin = ctx.get('origin');
  const isOwn = origin === '' || origin === new URL(provider.issuer).origin;
  if (!isOwn || !equalInConstantTime(form.get('token') ?? '', formToken)) {
    ctx.status = 403;
    const advice = 'Open the page anew and try again.';
    return page(ctx, 'This did not come from the page itself', html`<p>${advice}</p>`);
  }
  const { scope, userId, id } = current.session;
  const wanted = form.get('session') ?? '';
  const requestId = ctx.get('x-request-id');
  if (wanted === EVERYWHERE) await ports.signOutEverywhere(current.session, requestId);
  else {
    const name = sessionNameOf(ports.tenantId, `${userId}.${wanted}`);
    if (name) await ports.signOut({ scope, userId, id: name.id }, requestId);
  }
  if (wanted === EVERYWHERE || wanted === id) {
    return page(ctx, 'You are signed out', html`<p>You may close this page.</p>`);
  }
  ctx.status = 303;
  ctx.redirect(`${provider.issuer}/sessions`);
}

function page(ctx: Context, title: string, content: Html): void {
  setPage(ctx, title, content);
  // With none at all, browsers would not say of a form where it comes from.
  ctx.set('referrer-policy', 'same-origin');
}
