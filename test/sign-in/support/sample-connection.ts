import { type Connection, connectionSettings } from '#shared/sign-in/connection.ts';

/** A connection of acme to whoever is at `issuer`, with what a test changes of it. */
export function sampleConnection(changed: Partial<Connection> = {}): Connection {
  const { tenantId = 'acme', sealedSecret = '', createdAt = '2026-11-02T09:00:00.000Z' } = changed;
  const { tenantId: _, sealedSecret: __, createdAt: ___, version = 1, ...settings } = changed;
  const complete = connectionSettings.parse({
    id: 'okta',
    kind: 'oidc',
    displayName: 'Okta',
    issuer: 'https://idp.example.com',
    clientId: 'rollcall',
    clientAuthentication: 'client_secret_basic',
    scopes: ['openid', 'email', 'profile'],
    ...settings,
  });
  return { ...complete, tenantId, sealedSecret, createdAt, version };
}
