import { newSecret } from '#shared/kernel/secret.ts';
import { browserCookies } from '#shared/sessions/provider-cookies.ts';
import type { Connection } from '#shared/sign-in/connection.ts';
import { providers } from '#shared/sign-in/providers/providers.ts';

/** Seconds; as long as an attempt lives. */
const LIVES = 600;
const SECRET = /^[A-Za-z0-9_-]{43}$/;

/**
 * What tells the browser that set out from any other: a secret that attempts know the hash of, for as many of them as
 * are under way in it. Strictly of this host (`__Host-`), so that no neighbour can plant one; and named as no tenant
 * can be, whose session's cookie is `__Host-rollcall-<tenant>`. Where the provider sends the browser back by a form,
 * it has to be one that goes with requests of other sites.
 */
export function browserCookie({ kind }: Pick<Connection, 'kind'>) {
  const crossSite = providers[kind].responseMode === 'form_post';
  const name = browserCookies[crossSite ? 'crossSite' : 'own'];
  return { name, sameSite: crossSite ? 'None' : 'Lax' } as const;
}

/** The browser's secret, or a new one for it; and the header that has it kept for as long again. */
export function knownBrowser(request: Request, connection: Pick<Connection, 'kind'>) {
  const { name, sameSite } = browserCookie(connection);
  const browser = cookieOf(request, name) ?? newSecret();
  const attributes = `Path=/; Max-Age=${LIVES}; Secure; HttpOnly; SameSite=${sameSite}`;
  return { browser, setCookie: `${name}=${browser}; ${attributes}` };
}

/** What only this browser has; undefined for anything that we never gave one. */
export function browserOf(request: Request, connection: Pick<Connection, 'kind'>) {
  return cookieOf(request, browserCookie(connection).name);
}

function cookieOf(request: Request, name: string): string | undefined {
  const value = cookie(request, name);
  return value !== undefined && SECRET.test(value) ? value : undefined;
}

/** The value of a cookie that the browser sent once. */
export function cookie(request: Request, name: string): string | undefined {
  const sent = (request.headers.get('cookie') ?? '').split(';').map((pair) => pair.trim());
  const [value, ...others] = sent.filter((pair) => pair.startsWith(`${name}=`));
  return others.length > 0 ? undefined : value?.slice(name.length + 1);
}
