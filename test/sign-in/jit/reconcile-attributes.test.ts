import { describe, expect, test } from 'vitest';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { userType } from '#shared/scim/resource-types.ts';
import type { Connection } from '#shared/sign-in/connection.ts';
import { mappedAttributes } from '#shared/sign-in/jit/mapped-attributes.ts';
import { reconcileAttributes } from '#shared/sign-in/jit/reconcile-attributes.ts';
import { attributes } from '../../support/people.ts';
import { company, identityAt, social } from '../support/arrivals.ts';

const NOW = '2026-11-22T10:00:00.000Z';
const BEFORE = '2026-11-01T10:00:00.000Z';
const link = {
  connectionId: 'okta',
  issuer: 'https://idp.example.com',
  subject: 'sub',
  linkedAt: BEFORE,
};

const record = (values: object, more: Partial<ResourceRecord> = {}): ResourceRecord => ({
  type: 'User',
  id: '019cad3e-9c2b-7d11-8a41-0f6a1f0b2c3d',
  version: 1,
  created: BEFORE,
  lastModified: BEFORE,
  attributes: attributes({ userName: 'ada', active: true, ...values }),
  externalIds: {},
  epoch: 0,
  links: [link],
  ...more,
});

const unmanaged = { unmanaged: true } as const;
const mapping = { title: 'title', nickName: 'nick' };

function reconciled(
  before: ResourceRecord,
  claims: Record<string, unknown>,
  sync: Connection['policy']['syncOnLogin'] = 'always',
  connection = company({}, { mapping }),
) {
  const said = mappedAttributes(userType, connection, identityAt(connection, 'sub', claims));
  return reconcileAttributes({ type: userType, sync, link, now: NOW }, before, said);
}

describe('of somebody whom no directory wrote', () => {
  test('what the sign-in wrote before follows the claims, and what nobody gave is written', () => {
    const before = record({ title: 'Dr' }, { ...unmanaged, owners: { title: 'okta' } });
    const { record: after, written } = reconciled(
      before,
      { title: 'Prof', nick: 'A' },
      'ifNotScim',
    );
    expect(after.attributes).toMatchObject({ title: 'Prof', nickName: 'A' });
    expect(after.owners).toEqual({ title: 'okta', nickName: 'okta' });
    expect(written).toEqual(['title', 'nickName']);
  });

  test('what an administrator gave stays, and is told as drift', () => {
    const before = record({ title: 'Dr' }, unmanaged);
    const { record: after, kept } = reconciled(before, { title: 'Prof' }, 'ifNotScim');
    expect(after.attributes['title']).toBe('Dr');
    expect(after.drift).toEqual([{ attribute: 'title', connectionId: 'okta', since: NOW }]);
    expect(kept).toEqual(['title']);
  });
});

describe('of somebody whom a directory manages', () => {
  test.each([
    ['ifNotScim', undefined],
    ['always', 'A'],
  ] as const)('%s: what the directory never gave is %s afterwards', (sync, nickName) => {
    const { record: after } = reconciled(record({}), { nick: 'A' }, sync);
    expect(after.attributes['nickName']).toBe(nickName);
    expect(after).not.toHaveProperty('drift');
  });

  test.each([['ifNotScim'], ['always']] as const)('%s: what the directory gave stays', (sync) => {
    const { record: after } = reconciled(record({ title: 'Dr' }), { title: 'Prof' }, sync);
    expect(after.attributes['title']).toBe('Dr');
    expect(after.drift).toMatchObject([{ attribute: 'title', since: NOW }]);
  });

  test('always: what the directory took away stays away', () => {
    const before = record({}, { cleared: ['title'] });
    const { record: after } = reconciled(before, { title: 'Prof' });
    expect(after.attributes).not.toHaveProperty('title');
    expect(after.drift).toMatchObject([{ attribute: 'title' }]);
  });

  test('never: nothing is written or told', () => {
    const before = record({ title: 'Dr' });
    expect(reconciled(before, { title: 'Prof', nick: 'A' }, 'never').record).toBe(before);
  });
});

describe('drift', () => {
  const drift = [{ attribute: 'title', connectionId: 'okta', since: BEFORE }];

  test('keeps the time since when it is, and the sign-in changes nothing then', () => {
    const before = record({ title: 'Dr' }, { drift });
    expect(reconciled(before, { title: 'Prof' }).record).toEqual(before);
  });

  test('is over when both say the same', () => {
    const { record: after } = reconciled(record({ title: 'Dr' }, { drift }), { title: 'Dr' });
    expect(after).not.toHaveProperty('drift');
  });

  test('stays as it was when the claim is not there, and that of another connection anyway', () => {
    const others = [{ attribute: 'title', connectionId: 'google', since: BEFORE }];
    expect(reconciled(record({ title: 'Dr' }, { drift }), {}).record.drift).toEqual(drift);
    const both = reconciled(record({ title: 'Dr' }, { drift: others }), { title: 'Prof' });
    expect(both.record.drift).toMatchObject([{ connectionId: 'google' }, { connectionId: 'okta' }]);
  });

  test('is none where a list has the value under another type', () => {
    const emails = [{ value: 'Ada@acme.example', type: 'work' }];
    const claims = { email: 'ada@acme.example', email_verified: true };
    expect(reconciled(record({ emails }), claims).record).not.toHaveProperty('drift');
    const other = reconciled(record({ emails }), { ...claims, email: 'lind@acme.example' });
    expect(other.record.drift).toMatchObject([{ attribute: 'emails' }]);
  });
});

test('an attribute that another connection wrote is left to it, as long as it is linked', () => {
  const google = { ...link, connectionId: 'google', issuer: 'https://accounts.google.com' };
  const owners = { title: 'google' };
  const both = record({ title: 'Dr' }, { ...unmanaged, owners, links: [link, google] });
  expect(reconciled(both, { title: 'Prof' }).record).toEqual(both);
  const alone = record({ title: 'Dr' }, { ...unmanaged, owners });
  expect(reconciled(alone, { title: 'Prof' }).record).toMatchObject({
    attributes: { title: 'Prof' },
    owners: { title: 'okta' },
  });
});

test('what is unique names the person to others, and stays', () => {
  const before = record({}, unmanaged);
  const { record: after } = reconciled(before, { preferred_username: 'lovelace' });
  expect(after).toEqual(before);
});

describe('claims', () => {
  const said = (connection: Connection, claims: Record<string, unknown>) =>
    mappedAttributes(userType, connection, identityAt(connection, 'sub', claims));
  const valuesOf = (connection: Connection, claims: Record<string, unknown>) =>
    said(connection, claims).attributes.flatMap(({ name, steps }) =>
      steps.map(({ value }) => [name, value]),
    );
  const mapped = (own: Connection['mapping'], claims: Record<string, unknown>) =>
    valuesOf(company({}, { mapping: { userName: null, ...own } }), claims);

  test.each([
    ['by its name', { title: 'job' }, { job: 'Dr' }, 'Dr'],
    [
      'by a name with dots',
      { title: 'https://acme.example/job' },
      { 'https://acme.example/job': 'Dr' },
      'Dr',
    ],
    ['inside another', { title: 'work.title' }, { work: { title: 'Dr' } }, 'Dr'],
    ['the first that is there', { title: { claims: ['a', 'b'] } }, { a: '', b: 'Dr' }, 'Dr'],
    ['the first of a list', { title: { claims: ['t'], first: true } }, { t: ['Dr', 'Prof'] }, 'Dr'],
    ['in lower case', { title: { claims: ['t'], lowercase: true } }, { t: 'DR' }, 'dr'],
    ['in a template', { title: { template: '{a} ({b})' } }, { a: 'Dr', b: 7 }, 'Dr (7)'],
    ['not at all', { title: { constant: 'staff' } }, {}, 'staff'],
  ] as const)('are taken %s', (_, own, claims, value) => {
    expect(mapped(own as Connection['mapping'], claims)).toEqual([['title', value]]);
  });

  test.each([
    ['no claim', { title: 'job' }, {}],
    ['an empty one', { title: 'job' }, { job: '' }],
    ['one of a prototype', { title: 'constructor.name' }, {}],
    ['half a template', { title: { template: '{a} {b}' } }, { a: 'Dr' }],
  ])('say nothing where there is %s', (_, own, claims) => {
    expect(mapped(own, claims)).toEqual([]);
  });

  test('of another type than the attribute are told, and leave it alone', () => {
    const { attributes: fit, problems } = said(company({}, { mapping }), {
      title: { a: 1 },
      nick: 'A',
    });
    expect(fit.map(({ name }) => name)).toEqual(expect.arrayContaining(['nickName']));
    expect(problems).toMatchObject([{ attribute: 'title' }]);
  });

  test('that hold somebody’s address without proof make no name and no address', () => {
    const claims = { preferred_username: 'boss@acme.example', email: 'boss@acme.example' };
    const open = social({}, { kind: 'oidc', mapping: { 'emails[type eq "work"].value': 'mail' } });
    const names = (values: (readonly unknown[])[]) => values.map(([name]) => name);
    expect(valuesOf(open, claims)).toEqual([['userName', 'google:sub']]);
    expect(names(valuesOf(open, { ...claims, mail: 'boss@acme.example' }))).toEqual(['userName']);
    const proved = { email_verified: true, mail: 'BOSS@acme.example' };
    const all = ['emails', 'emails', 'userName'];
    expect(names(valuesOf(open, { ...claims, ...proved }))).toEqual(all);
    expect(Object.fromEntries(valuesOf(company(), claims))).toMatchObject({
      userName: 'boss@acme.example',
    });
  });
});
