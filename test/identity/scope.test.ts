import { expect, test } from 'vitest';
import { scopesOf } from '#shared/identity/scope.ts';

test('the people of a tenant are those that its directories share, and those that each keeps to itself', () => {
  const directories = [
    { id: 'okta', visibility: 'tenant' },
    { id: 'vendor', visibility: 'own' },
  ] as const;
  expect(scopesOf('acme', directories)).toEqual([
    { tenantId: 'acme', directoryId: '', visibility: 'tenant' },
    { tenantId: 'acme', directoryId: 'vendor', visibility: 'own' },
  ]);
});
