import { describe, expect, test } from 'vitest';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { userType } from '#shared/scim/resource-types.ts';
import type { Connection } from '#shared/sign-in/connection.ts';
import { previewSignIn } from '#shared/sign-in/jit/preview-sign-in.ts';
import { attributes } from '../../support/people.ts';
import { company, identityAt, mandateOf } from '../support/arrivals.ts';

const NOW = '2026-11-22T10:00:00.000Z';
const claims = { preferred_username: 'ada', name: 'Ada', locale: 7, groups: ['staff'] };

const preview = (
  connection: Connection,
  said: Record<string, unknown>,
  person?: ResourceRecord,
) => {
  const identity = identityAt(connection, 'sub', said);
  const visitor = { connection, identity, mandate: mandateOf(connection) };
  return previewSignIn(userType, visitor, person, NOW);
};

const person = (active: boolean): ResourceRecord => ({
  type: 'User',
  id: '019cad3e-9c2b-7d11-8a41-0f6a1f0b2c3d',
  version: 1,
  created: NOW,
  lastModified: NOW,
  attributes: attributes({ userName: 'ada', active, displayName: 'Countess' }),
  externalIds: {},
  epoch: 0,
});

describe('a preview', () => {
  test('shows whom a sign-in would create', () => {
    const connection = company({ defaultRoles: ['member'] }, { mapping: { locale: 'locale' } });
    expect(preview(connection, { ...claims, locale: { a: 1 } })).toMatchObject({
      outcome: 'creates',
      attributes: { userName: 'ada', displayName: 'Ada' },
      written: ['displayName', 'userName'],
      problems: [{ attribute: 'locale' }],
      groups: ['staff'],
      roles: ['member'],
      externalId: 'sub',
    });
  });

  test('shows what would stay of somebody whom a directory manages', () => {
    const shown = preview(company(), claims, person(true));
    expect(shown).toMatchObject({ outcome: 'admits', written: [], kept: ['displayName'] });
    expect(shown.attributes['displayName']).toBe('Countess');
  });

  test.each([
    ['notProvisioned', company({ mode: 'scim' }), undefined],
    ['emailNotVerified', company({ allowedDomains: ['acme.example'] }), undefined],
    ['incompleteClaims', company({}, { mapping: { userName: 'nothing' } }), undefined],
    ['deactivated', company(), person(false)],
  ])('says why it would refuse: %s', (reason, connection, known) => {
    expect(preview(connection, claims, known)).toMatchObject({
      outcome: 'refuses',
      refused: { reason },
      written: [],
    });
  });
});
