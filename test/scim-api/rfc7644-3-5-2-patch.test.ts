import { describe, expect, test } from 'vitest';
import { ENTERPRISE_USER, USER } from '#shared/scim/messages.ts';
import { inEachDialect } from './support/in-each-dialect.ts';
import { patchBody } from './support/request-bodies.ts';

const work = { type: 'work', value: 'w@example.com' };
const home = { type: 'home', value: 'h@example.com' };
const office = { type: 'work', streetAddress: 'Main St 1', locality: 'Umeå' };
const hr = (values: object) => ({ [ENTERPRISE_USER]: values });

/** What an operation is, the attributes before, the operations, the attributes after. */
type Row = readonly [string, object, readonly object[], object];

const adds: readonly Row[] = [
  ['a single value', {}, [{ op: 'add', path: 'title', value: 'Dr.' }], { title: 'Dr.' }],
  ['over a value', { title: 'Mr' }, [{ op: 'add', path: 'title', value: 'Dr' }], { title: 'Dr' }],
  [
    'a value by a fully qualified name',
    {},
    [{ op: 'add', path: `${USER}:nickName`, value: 'Babs' }],
    { nickName: 'Babs' },
  ],
  [
    'a sub-attribute',
    { name: { familyName: 'Ek' } },
    [{ op: 'add', path: 'name.givenName', value: 'Ann' }],
    { name: { familyName: 'Ek', givenName: 'Ann' } },
  ],
  [
    'a complex value: what it does not name stays',
    { name: { familyName: 'Ek', givenName: 'Ann' } },
    [{ op: 'add', path: 'name', value: { givenName: 'Eva' } }],
    { name: { familyName: 'Ek', givenName: 'Eva' } },
  ],
  [
    'to a multi-valued attribute',
    { emails: [work] },
    [{ op: 'add', path: 'emails', value: [home] }],
    { emails: [work, home] },
  ],
  [
    'one value to a multi-valued attribute, without an array around it',
    { emails: [work] },
    [{ op: 'add', path: 'emails', value: home }],
    { emails: [work, home] },
  ],
  [
    'a sub-attribute to the values that a filter selects',
    { emails: [work, home] },
    [{ op: 'add', path: 'emails[type eq "work"].display', value: 'W' }],
    { emails: [{ ...work, display: 'W' }, home] },
  ],
  [
    'sub-attributes to the values that a filter selects',
    { addresses: [office] },
    [{ op: 'add', path: 'addresses[type eq "work"]', value: { country: 'SE' } }],
    { addresses: [{ ...office, country: 'SE' }] },
  ],
  [
    'attributes of the resource, without a path (RFC 7644 3.5.2.1, its example)',
    { emails: [work] },
    [{ op: 'add', value: { emails: [home], nickname: 'Babs' } }],
    { emails: [work, home], nickName: 'Babs' },
  ],
  [
    'an attribute of an extension, which puts the extension into schemas',
    {},
    [{ op: 'add', path: `${ENTERPRISE_USER}:employeeNumber`, value: '701984' }],
    hr({ employeeNumber: '701984' }),
  ],
  [
    'attributes of an extension by its URN',
    hr({ division: 'A' }),
    [{ op: 'add', path: ENTERPRISE_USER, value: { department: 'B' } }],
    hr({ division: 'A', department: 'B' }),
  ],
  [
    'attributes of an extension, without a path',
    {},
    [{ op: 'add', value: hr({ manager: { value: 'm' } }) }],
    hr({ manager: { value: 'm' } }),
  ],
  [
    'a new primary value, which the others are no more (RFC 7644 3.5.2)',
    { emails: [{ ...work, primary: true }] },
    [{ op: 'add', path: 'emails', value: [{ ...home, primary: true }] }],
    {
      emails: [
        { ...work, primary: false },
        { ...home, primary: true },
      ],
    },
  ],
];

const removes: readonly Row[] = [
  ['a single value', { title: 'Dr' }, [{ op: 'remove', path: 'title' }], {}],
  ['a multi-valued attribute', { emails: [work, home] }, [{ op: 'remove', path: 'emails' }], {}],
  [
    'a sub-attribute',
    { name: { familyName: 'Ek', givenName: 'Ann' } },
    [{ op: 'remove', path: 'name.givenName' }],
    { name: { familyName: 'Ek' } },
  ],
  [
    'the last sub-attribute, and the attribute with it',
    { name: { givenName: 'Ann' } },
    [{ op: 'remove', path: 'name.givenName' }],
    {},
  ],
  [
    'the values that a filter selects',
    { emails: [work, home] },
    [{ op: 'remove', path: 'emails[type eq "work" and value ew "example.com"]' }],
    { emails: [home] },
  ],
  [
    'every value, so that the attribute is unassigned',
    { emails: [work, home] },
    [{ op: 'remove', path: 'emails[value pr]' }],
    {},
  ],
  [
    'a sub-attribute of the values that a filter selects',
    { addresses: [office] },
    [{ op: 'remove', path: 'addresses[type eq "work"].locality' }],
    { addresses: [{ type: 'work', streetAddress: 'Main St 1' }] },
  ],
  [
    'an attribute of an extension, the extension with the last one',
    hr({ department: 'D' }),
    [{ op: 'remove', path: `${ENTERPRISE_USER}:department` }],
    {},
  ],
  [
    'an extension as a whole',
    hr({ department: 'D', division: 'E' }),
    [{ op: 'remove', path: ENTERPRISE_USER }],
    {},
  ],
  ['the externalId', { externalId: 'x' }, [{ op: 'remove', path: 'externalId' }], {}],
];

const replaces: readonly Row[] = [
  ['a value', { title: 'Mr' }, [{ op: 'replace', path: 'TITLE', value: 'Dr' }], { title: 'Dr' }],
  ['what has no value: as add', {}, [{ op: 'replace', path: 'title', value: 'D' }], { title: 'D' }],
  ['by null: as remove', { title: 'D' }, [{ op: 'replace', path: 'title', value: null }], {}],
  ['active', {}, [{ op: 'replace', path: 'active', value: false }], { active: false }],
  ['active without a path', {}, [{ op: 'replace', value: { active: false } }], { active: false }],
  [
    'all values of a multi-valued attribute',
    { emails: [work] },
    [{ op: 'replace', path: 'emails', value: [home] }],
    { emails: [home] },
  ],
  ['all values by none', { emails: [work] }, [{ op: 'replace', path: 'emails', value: [] }], {}],
  [
    'sub-attributes of a complex value, the others stay (RFC 7644 3.5.2.3)',
    { name: { familyName: 'Ek', givenName: 'Ann' } },
    [{ op: 'replace', path: 'name', value: { familyName: 'Å' } }],
    { name: { familyName: 'Å', givenName: 'Ann' } },
  ],
  [
    'the values that a filter selects, whole',
    { addresses: [office, { type: 'home', country: 'NO' }] },
    [
      {
        op: 'replace',
        path: 'addresses[type eq "work"]',
        value: { type: 'work', country: 'US', primary: true },
      },
    ],
    {
      addresses: [
        { type: 'work', country: 'US', primary: true },
        { type: 'home', country: 'NO' },
      ],
    },
  ],
  [
    'a sub-attribute of all values that a filter selects',
    { emails: [work, { type: 'work', value: 'x@example.com' }, home] },
    [{ op: 'replace', path: 'emails[type eq "work"].display', value: 'W' }],
    {
      emails: [
        { ...work, display: 'W' },
        { type: 'work', value: 'x@example.com', display: 'W' },
        home,
      ],
    },
  ],
  [
    'the attributes of the resource, without a path (RFC 7644 3.5.2.3, its example)',
    { emails: [work], title: 'stays' },
    [{ op: 'replace', value: { emails: [home], nickname: 'Babs' } }],
    { emails: [home], nickName: 'Babs', title: 'stays' },
  ],
  [
    'an attribute of an extension',
    hr({ department: 'D', division: 'E' }),
    [{ op: 'replace', path: `${ENTERPRISE_USER}:department`, value: 'F' }],
    hr({ department: 'F', division: 'E' }),
  ],
  [
    'a sub-attribute in an extension',
    hr({ manager: { value: 'a' } }),
    [{ op: 'replace', path: `${ENTERPRISE_USER}:manager.value`, value: 'b' }],
    hr({ manager: { value: 'b' } }),
  ],
];

const sequences: readonly Row[] = [
  [
    'each operation sees what the ones before it did',
    {},
    [
      { op: 'add', path: 'emails', value: [work] },
      { op: 'replace', path: 'emails[type eq "work"].value', value: 'new@example.com' },
      { op: 'add', path: 'emails', value: [home] },
      { op: 'remove', path: 'emails[value eq "h@example.com"]' },
      { op: 'replace', path: 'title', value: 'first' },
      { op: 'replace', path: 'title', value: 'second' },
    ],
    { emails: [{ type: 'work', value: 'new@example.com' }], title: 'second' },
  ],
  [
    'userName to another case of itself',
    {},
    [{ op: 'replace', path: 'userName', value: 'PATCHED' }],
    { userName: 'PATCHED' },
  ],
];

inEachDialect(['strict', 'lenient'], (it) => {
  const apply = async ([, before, operations, after]: Row) => {
    const sent = { schemas: [USER, ENTERPRISE_USER], userName: 'patched', ...before };
    const created = await it.client('POST', '/Users', sent);
    expect(created.status).toBe(201);
    const path = `/Users/${created.body.id}`;
    const { status, headers, body } = await it.client('PATCH', path, patchBody(...operations));
    expect({ status, detail: body.detail }).toEqual({ status: 200, detail: undefined });
    const extended = Object.hasOwn(after, ENTERPRISE_USER);
    expect(body).toEqual({
      userName: 'patched',
      active: true,
      ...after,
      schemas: extended ? [USER, ENTERPRISE_USER] : [USER],
      id: created.body.id,
      meta: { ...created.body.meta, lastModified: expect.any(String), version: 'W/"2"' },
    });
    expect(headers.get('etag')).toBe('W/"2"');
    expect((await it.client('GET', path)).body).toEqual(body);
    await it.client('DELETE', path);
  };

  describe('RFC 7644 3.5.2.1 add', () => {
    test.each(adds)('%s', async (...row) => apply(row));
  });
  describe('RFC 7644 3.5.2.2 remove', () => {
    test.each(removes)('%s', async (...row) => apply(row));
  });
  describe('RFC 7644 3.5.2.3 replace', () => {
    test.each(replaces)('%s', async (...row) => apply(row));
  });
  describe('RFC 7644 3.5.2 a sequence', () => {
    test.each(sequences)('%s', async (...row) => apply(row));
  });
});
