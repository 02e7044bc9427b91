import { expect, test } from 'vitest';
import { declaredTypes } from '#shared/scim/custom/declared-types.ts';
import { userType } from '#shared/scim/resource-types.ts';
import { connectionSettings } from '#shared/sign-in/connection.ts';
import { requireSoundSettings } from '#shared/sign-in/jit/require-sound-settings.ts';

const settings = (changed: object) =>
  connectionSettings.parse({
    id: 'okta',
    kind: 'oidc',
    displayName: 'Okta',
    issuer: 'https://idp.example.com',
    clientId: 'rollcall',
    clientAuthentication: 'client_secret_basic',
    scopes: ['openid'],
    ...changed,
  });

const check = (changed: object, type = userType) => requireSoundSettings(type, settings(changed));

test('what a connection is without further words is sound', () => {
  expect(() => check({})).not.toThrow();
});

test.each([
  ['hybrid without a directory', { policy: { mode: 'hybrid' } }, 'policy.mode'],
  ['a public mail domain', { policy: { allowedDomains: ['gmail.com'] } }, 'at gmail.com'],
  ['an attribute that is none', { mapping: { shoeSize: 'shoe' } }, 'mapping.shoeSize'],
  ['what SCIM decides', { mapping: { active: 'enabled' } }, 'mapping.active'],
  ['the directory’s own name', { mapping: { externalId: 'oid' } }, 'mapping.externalId'],
  ['a broken filter', { mapping: { 'emails[type eq].value': 'email' } }, 'mapping.emails'],
  ['a constant of another type', { mapping: { name: { constant: 'Ada' } } }, 'mapping.name'],
  [
    'an adoption by what several may have',
    { policy: { adoptLegacyId: { claim: 'id', attribute: 'title' } } },
    'adoptLegacyId',
  ],
  [
    'an adoption by the user name',
    { policy: { adoptLegacyId: { claim: 'id', attribute: 'userName' } } },
    'adoptLegacyId',
  ],
])('%s is refused, by its name', (_, changed, named) => {
  expect(() => check(changed)).toThrow(named);
});

test('a public mail domain can be insisted on', () => {
  const policy = { allowedDomains: ['gmail.com'], allowPublicDomains: true };
  expect(() => check({ policy })).not.toThrow();
});

test('a unique attribute of the tenant’s own can be adopted by', () => {
  const urn = 'urn:acme:legacy';
  const attribute = {
    name: 'legacyId',
    type: 'string',
    multiValued: false,
    description: 'Of the old system',
    required: false,
    caseExact: true,
    mutability: 'readWrite',
    returned: 'default',
    uniqueness: 'server',
  } as const;
  const schema = { id: urn, name: 'Legacy', description: 'Legacy', attributes: [attribute] };
  const declared = declaredTypes({
    schemas: [schema],
    resourceTypes: [],
    extensions: [{ resourceType: 'User', schema: urn, required: false }],
  });
  const type = declared.find(({ name }) => name === 'User');
  const adoptLegacyId = { claim: 'id', attribute: `${urn}:legacyId` };
  expect(() => check({ policy: { adoptLegacyId } }, type)).not.toThrow();
  expect(() => check({ policy: { adoptLegacyId } })).toThrow('adoptLegacyId');
});
