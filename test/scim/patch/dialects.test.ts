import { describe, expect, test } from 'vitest';
import { equalJson, type JsonObject } from '#shared/kernel/json.ts';
import { dialects } from '#shared/scim/dialect.ts';
import { json } from '../support/json.ts';
import { patched } from '../support/patched.ts';
import { refusal } from '../support/refusal.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const { strict, entra, lenient } = dialects;

const user = json({
  userName: 'bo',
  displayName: 'Bo',
  name: { givenName: 'Bo' },
  emails: [{ type: 'work', value: 'b@work.example', primary: true }],
  phoneNumbers: [{ type: 'mobile', value: '1' }],
  [ENTERPRISE]: { department: 'Legal', manager: { value: 'm1' } },
});

const op = (name: string, path: string | undefined, value?: unknown) => ({ op: name, path, value });

interface Case {
  readonly name: string;
  readonly operations: readonly object[];
  readonly expected: object;
}

/** What Entra sends. The last one has another meaning in `strict`, the others have none. */
const cases: Case[] = [
  {
    name: 'capitalised operations, strings for booleans',
    operations: [op('Replace', 'active', 'False'), op('ADD', 'title', 'Boss')],
    expected: { active: false, title: 'Boss' },
  },
  {
    name: 'dotted and URN keys without a path',
    operations: [
      op('replace', undefined, { 'name.givenName': 'Bosse', [`${ENTERPRISE}:division`]: 'N' }),
    ],
    expected: {
      name: { givenName: 'Bosse' },
      [ENTERPRISE]: { department: 'Legal', manager: { value: 'm1' }, division: 'N' },
    },
  },
  {
    name: 'a manager as a bare string',
    operations: [op('add', `${ENTERPRISE}:manager`, 'm2')],
    expected: { [ENTERPRISE]: { department: 'Legal', manager: { value: 'm2' } } },
  },
  {
    name: 'a manager in a list',
    operations: [op('add', 'manager', [{ $ref: 'https://example.com/Users/m2', value: 'm2' }])],
    expected: {
      [ENTERPRISE]: {
        department: 'Legal',
        manager: { $ref: 'https://example.com/Users/m2', value: 'm2' },
      },
    },
  },
  {
    name: 'a single value in a list',
    operations: [op('add', 'title', [{ value: 'Boss' }])],
    expected: { title: 'Boss' },
  },
  {
    name: 'a value path that matches nothing yet',
    operations: [
      op('Add', 'addresses[type eq "work"].locality', 'Oslo'),
      op('Add', 'addresses[type eq "work"].postalCode', '0150'),
      op('Replace', 'phoneNumbers[type eq "fax"].value', '2'),
      op('Add', 'roles[primary eq "True"].value', 'Admin'),
      op('Add', 'ims[type eq "aim" and display eq "x"]', { value: 'y' }),
    ],
    expected: {
      addresses: [{ type: 'work', locality: 'Oslo', postalCode: '0150' }],
      phoneNumbers: [
        { type: 'mobile', value: '1' },
        { type: 'fax', value: '2' },
      ],
      roles: [{ primary: true, value: 'Admin' }],
      ims: [{ type: 'aim', display: 'x', value: 'y' }],
    },
  },
  {
    name: 'remove of the values in a list',
    operations: [op('remove', 'phoneNumbers', [{ $ref: null, value: '1' }, { value: '9' }])],
    expected: { phoneNumbers: undefined },
  },
  {
    name: 'roles as JSON in a string',
    operations: [
      op('Add', 'roles', [{ value: '{"id":"1","value":"Admin","displayName":"The admin"}' }]),
    ],
    expected: { roles: [{ value: 'Admin', display: 'The admin' }] },
  },
];

const merged = (changes: object): JsonObject => json({ ...user, ...changes });

describe('dialect: what Entra sends', () => {
  test.each(cases)('$name', ({ operations, expected }) => {
    for (const dialect of [entra, lenient]) {
      const once = patched(user, operations, dialect);
      expect(once).toEqual(merged(expected));
      const twice = patched(once, operations, dialect);
      expect(equalJson(twice, once), 'sent again, it changes nothing').toBe(true);
    }
  });

  test.each(cases.slice(0, -1))('$name: refused in strict', ({ operations }) => {
    expect(refusal(() => patched(user, operations, strict))).not.toBe('accepted');
  });

  test('JSON in a string is but a string in strict', () => {
    const value = '{"value":"Admin"}';
    const after = patched(user, [op('add', 'roles', [{ value }])], strict);
    expect(after['roles']).toEqual([{ value }]);
  });
});

describe('dialect: clearing', () => {
  const paths = [
    'displayName',
    'name.givenName',
    'emails[type eq "work"].value',
    'phoneNumbers[type eq "mobile"].value',
    'addresses[type eq "work"].locality',
    `${ENTERPRISE}:department`,
    `${ENTERPRISE}:manager`,
  ];

  test.each([
    ['', entra],
    [null, entra],
    ['', lenient],
    [null, lenient],
  ])('%j takes away what is there, and what is not, in $name', (value, dialect) => {
    const operations = paths.map((path) => op('replace', path, value));
    const cleared = patched(user, operations, dialect);
    expect(cleared).toEqual({ userName: 'bo' });
    expect(patched(cleared, operations, dialect)).toEqual(cleared);
    const keys = { displayName: value, 'name.givenName': value, department: value };
    expect(patched(user, [op('replace', undefined, keys)], dialect)).not.toHaveProperty('name');
  });

  test('nothing to put into a new element makes none', () => {
    for (const value of ['', null, [], { value: '' }, [{ value: null }]]) {
      const operations = [
        op('add', 'ims[type eq "aim"].value', value),
        op('add', 'ims.value', value),
      ];
      expect(patched(user, operations, lenient)).toEqual(user);
    }
  });

  test('an element that says more than its type and primary stays', () => {
    const withDisplay = patched(user, [op('add', 'emails[type eq "work"].display', 'w')], lenient);
    const after = patched(
      withDisplay,
      [op('replace', 'emails[type eq "work"].value', '')],
      lenient,
    );
    expect(after['emails']).toEqual([{ type: 'work', primary: true, display: 'w' }]);
  });

  test('in strict the element stays, as the RFC takes away the sub-attribute only', () => {
    const after = patched(user, [op('remove', 'emails[type eq "work"].value')], strict);
    expect(after['emails']).toEqual([{ type: 'work', primary: true }]);
  });
});

describe('dialect: nobody can say which value an unmatched filter means', () => {
  test.each([
    'emails[type ne "home" and value eq "x"].display',
    'emails[type eq "home" or type eq "other"].value',
    'emails[type sw "h"].value',
    'emails[not (type eq "work")].value',
    'emails[nothing eq "x"].value',
  ])('%s: noTarget', (path) => {
    expect(refusal(() => patched(user, [op('add', path, 'x')], lenient))).toBe('noTarget');
  });

  test('a remove by an unknown value takes nothing away', () => {
    const after = patched(user, [op('remove', 'emails', [{ value: 'other' }])], lenient);
    expect(equalJson(after, user)).toBe(true);
  });
});
