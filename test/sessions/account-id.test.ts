import { expect, test } from 'vitest';
import { sharedScope } from '#shared/identity/scope.ts';
import { accountIdOf, sessionNameOf } from '#shared/sessions/account-id.ts';

const userId = '019cad3e-9c2b-7d11-8a41-0f6a1f0b2c3d';
const id = '019cad41-0d2e-7c11-9b7a-3f2e1d0c4b5a';
const shared = sharedScope('acme');
const own = { tenantId: 'acme', directoryId: 'lab', visibility: 'own' } as const;

test.each([
  { scope: shared, accountId: `${userId}.${id}` },
  { scope: own, accountId: `${userId}.${id}.lab` },
])('$accountId names a session and comes back as it', ({ scope, accountId }) => {
  expect(accountIdOf({ scope, userId, id })).toBe(accountId);
  expect(sessionNameOf('acme', accountId)).toEqual({ scope, userId, id });
});

test('a shared session is named the same through whatever directory it is seen', () => {
  const seen = { ...shared, directoryId: 'okta' };
  expect(accountIdOf({ scope: seen, userId, id })).toBe(`${userId}.${id}`);
});

test.each(['', userId, `${userId}.`, `${userId}.x`, `.${id}`, `${userId}.${id}.`])(
  '%j names none',
  (accountId) => expect(sessionNameOf('acme', accountId)).toBeUndefined(),
);

test.each(['Lab', 'a/b', 'lab.lab', '#'])('a directory %j is none', (directoryId) => {
  expect(sessionNameOf('acme', `${userId}.${id}.${directoryId}`)).toBeUndefined();
});
