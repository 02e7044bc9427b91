import { describe, expect, test } from 'vitest';
import { dialects } from '#shared/scim/dialect.ts';
import { readResource } from '#shared/scim/read-resource.ts';
import { userType } from '#shared/scim/resource-types.ts';
import { json } from './support/json.ts';
import { refusal } from './support/refusal.ts';

const { strict, entra, lenient } = dialects;
const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

const read = (body: object, dialect = strict) =>
  readResource(userType, json({ schemas: [USER, ENTERPRISE], userName: 'bo', ...body }), dialect);

describe('dialect: shapes that providers send', () => {
  test.each<[string, object, object]>([
    [
      'attributes of the extension at the top',
      { department: 'Legal', manager: 'm1' },
      { [ENTERPRISE]: { department: 'Legal', manager: { value: 'm1' } } },
    ],
    [
      'the extension itself prevails',
      { [ENTERPRISE]: { department: 'Legal' }, department: null },
      { [ENTERPRISE]: { department: 'Legal' } },
    ],
    [
      'paths as keys',
      { 'name.givenName': 'Bo', [`${ENTERPRISE}:department`]: 'Legal' },
      { name: { givenName: 'Bo' }, [ENTERPRISE]: { department: 'Legal' } },
    ],
    [
      'a path as key joins the attribute that is there',
      { 'name.givenName': 'Bo', name: { familyName: 'Ek' } },
      { name: { familyName: 'Ek', givenName: 'Bo' } },
    ],
    [
      'a value path as key',
      { 'emails[type eq "work"].value': 'a@b.example' },
      { emails: [{ type: 'work', value: 'a@b.example' }] },
    ],
    ['a list of one for a single value', { title: [{ value: 'Boss' }] }, { title: 'Boss' }],
    ['bare values', { emails: ['a@b.example'] }, { emails: [{ value: 'a@b.example' }] }],
    ['strings for booleans', { active: 'False' }, { active: false }],
    [
      'JSON in a string',
      {
        roles: [{ primary: false, value: '{"id":"1","value":"Admin","displayName":"The admin"}' }],
      },
      { roles: [{ display: 'The admin', value: 'Admin', primary: false }] },
    ],
    [
      'what only looks like JSON stays a string',
      { roles: [{ value: '{"a":1}' }, { value: '{x' }] },
      { roles: [{ value: '{"a":1}' }, { value: '{x' }] },
    ],
  ])('%s', (_name, body, expected) => {
    for (const dialect of [entra, lenient]) {
      expect(read(body, dialect)).toEqual({ userName: 'bo', ...expected });
    }
  });

  test('strict takes none of them', () => {
    const bodies = [
      { manager: 'm' },
      { 'name.givenName': 'Bo' },
      { title: ['x'] },
      { emails: ['x'] },
    ];
    for (const body of bodies) expect(refusal(() => read(body))).not.toBe('accepted');
  });
});
