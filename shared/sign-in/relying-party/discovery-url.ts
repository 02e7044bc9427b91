import type { Connection } from '#shared/sign-in/connection.ts';
import type { OidcProvider } from '#shared/sign-in/providers/provider.ts';

/** Where a provider of OpenID Connect says what it is (OpenID Connect Discovery 1.0 section 4). */
export function discoveryUrl(provider: OidcProvider, connection: Connection): string {
  const url = discoveredServer(provider, connection);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/.well-known/openid-configuration`;
  return url.href;
}

export function discoveredServer(provider: OidcProvider, connection: Connection): URL {
  return new URL(provider.discoveredAt?.(connection) ?? connection.issuer);
}
