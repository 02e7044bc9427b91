import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { sharedScope } from '#shared/identity/scope.ts';

import { createNewId } from '#shared/kernel/uuid-v7.ts';
import type { App } from '#shared/sessions/app.ts';
import type { Session } from '#shared/sessions/session.ts';

const HOUR = 3_600_000;
const newId = createNewId({ now: () => Date.now() });

/** A session of a user of acme's, as a sign-in through its one connection would begin it. */
export function sessionFor(
  { id: userId, epoch }: Pick<ResourceRecord, 'id' | 'epoch'>,
  changes: Partial<Session> = {},
): Session {
  const now = Date.now();
  const scope = sharedScope('acme');
  return {
    id: newId(),
    scope,
    userId,
    epoch,
    connectionId: '019cad3e-9c2b-7d11-8a41-0f6a1f0b2c3d',
    issuer: 'https://idp.example.com',
    subject: '00u1a2b3',
    authTime: Math.floor(now / 1_000),
    amr: ['pwd'],
    createdAt: new Date(now).toISOString(),
    endsAt: new Date(now + 24 * HOUR).toISOString(),
    ...changes,
  };
}

export function appFor(changes: Partial<App> = {}): App {
  const id = newId();
  return {
    id,
    tenantId: 'acme',
    name: 'Wiki',
    type: 'confidential',
    secrets: [],
    redirectUris: ['https://wiki.example.com/callback'],
    postLogoutRedirectUris: ['https://wiki.example.com/'],
    backchannelLogoutSessionRequired: true,
    targetLinkUris: [],
    scopes: ['openid', 'profile', 'email', 'offline_access'],
    accessTokenFormat: 'jwt',
    audience: `urn:rollcall:app:${id}`,
    refreshDays: 30,
    createdAt: new Date().toISOString(),
    version: 1,
    ...changes,
  };
}
