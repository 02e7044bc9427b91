import { beforeAll, describe, expect, test } from 'vitest';
import { ENTERPRISE_USER, GROUP, USER } from '#shared/scim/messages.ts';
import { expectRefusal } from './support/expect-refusal.ts';
import { inEachDialect } from './support/in-each-dialect.ts';
import {
  employeeBody,
  groupBody,
  patchBody,
  userBody,
  withQuery,
} from './support/request-bodies.ts';

const enterprise = {
  department: 'Tests',
  manager: { value: '26118915', $ref: '../Users/26118915' },
};
const person = {
  displayName: 'Barbara',
  name: { givenName: 'Barbara', familyName: 'Jensen' },
  emails: [
    { value: 'b@example.com', type: 'work', primary: true },
    { value: 'b@home.example', type: 'home' },
  ],
};
const ALWAYS = ['id', 'schemas'];

inEachDialect(['strict', 'lenient'], (it) => {
  let id: string;
  let groupId: string;

  beforeAll(async () => {
    id = (await it.client('POST', '/Users', employeeBody('bjensen', enterprise, person))).body.id;
    groupId = (await it.client('POST', '/Groups', groupBody('Readers', [id]))).body.id;
  });

  const show = async (parameters: Record<string, string>) => {
    const { body } = await it.client('GET', withQuery(`/Users/${id}`, parameters));
    const listed = await it.client(
      'GET',
      withQuery('/Users', { filter: `id eq "${id}"`, ...parameters }),
    );
    const paged = await it.client('GET', withQuery('/Users', parameters));
    expect(listed.body.Resources).toEqual([body]);
    expect(paged.body.Resources).toEqual([body]);
    return body;
  };

  describe('RFC 7644 3.4.2.5 and 3.9 attributes', () => {
    const choices: readonly (readonly [string, object])[] = [
      ['displayName', { displayName: 'Barbara' }],
      ['userName,displayName', { userName: 'bjensen', displayName: 'Barbara' }],
      [' userName , displayName ,', { userName: 'bjensen', displayName: 'Barbara' }],
      ['DISPLAYNAME', { displayName: 'Barbara' }],
      ['name.givenName', { name: { givenName: 'Barbara' } }],
      ['name', { name: person.name }],
      ['emails.value', { emails: [{ value: 'b@example.com' }, { value: 'b@home.example' }] }],
      [
        'emails.value,emails.primary',
        { emails: [{ value: 'b@example.com', primary: true }, { value: 'b@home.example' }] },
      ],
      [`${USER}:userName`, { userName: 'bjensen' }],
      [`${USER}:name.familyName`, { name: { familyName: 'Jensen' } }],
      [`${ENTERPRISE_USER}:department`, { [ENTERPRISE_USER]: { department: 'Tests' } }],
      [
        `${ENTERPRISE_USER}:manager.value`,
        { [ENTERPRISE_USER]: { manager: { value: '26118915' } } },
      ],
      [ENTERPRISE_USER, { [ENTERPRISE_USER]: enterprise }],
      ['meta.version', { meta: { version: 'W/"1"' } }],
      ['id', {}],
      ['nickName', {}],
      ['noSuchAttribute', {}],
      ['password', {}],
    ];
    test.each(choices)('attributes=%s', async (attributes, shown) => {
      const schemas = [USER, ENTERPRISE_USER];
      expect(await show({ attributes })).toEqual({ id, schemas, ...shown });
    });

    test('groups and members are shown when they are asked for', async () => {
      expect((await show({ attributes: 'groups.display' })).groups).toEqual([
        { display: 'Readers' },
      ]);
      const members = await it.client('GET', `/Groups/${groupId}?attributes=members.value`);
      expect(members.body).toEqual({ id: groupId, schemas: [GROUP], members: [{ value: id }] });
    });
  });

  describe('RFC 7644 3.4.2.5 and 3.9 excludedAttributes', () => {
    const choices: readonly (readonly [string, readonly string[]])[] = [
      ['displayName', ['displayName']],
      ['displayName,emails,groups', ['displayName', 'emails', 'groups']],
      ['EMAILS', ['emails']],
      [`${USER}:displayName`, ['displayName']],
      [ENTERPRISE_USER, [ENTERPRISE_USER]],
      ['meta', ['meta']],
      ['noSuchAttribute', []],
      // What is always returned cannot be excluded (RFC 7643 section 7).
      ['id,schemas', []],
    ];
    test.each(choices)('excludedAttributes=%s', async (excludedAttributes, hidden) => {
      const whole = (await it.client('GET', `/Users/${id}`)).body;
      expect(Object.keys(whole).length).toBeGreaterThan(8);
      const rest = Object.entries(whole).filter(([name]) => !hidden.includes(name));
      expect(await show({ excludedAttributes })).toEqual(Object.fromEntries(rest));
    });

    test('a sub-attribute alone', async () => {
      const shown = await show({ excludedAttributes: 'name.givenName,emails.type,emails.primary' });
      expect(shown.name).toEqual({ familyName: 'Jensen' });
      expect(shown.emails).toEqual([{ value: 'b@example.com' }, { value: 'b@home.example' }]);
    });

    test('an attribute of an extension alone', async () => {
      const shown = await show({ excludedAttributes: `${ENTERPRISE_USER}:manager` });
      expect(shown[ENTERPRISE_USER]).toEqual({ department: 'Tests' });
    });

    test('members of a group, by id and in a list', async () => {
      const excluded = { excludedAttributes: 'members' };
      const { body } = await it.client('GET', withQuery(`/Groups/${groupId}`, excluded));
      expect(body).toMatchObject({ id: groupId, displayName: 'Readers' });
      expect(body).not.toHaveProperty('members');
      const listed = await it.client('GET', withQuery('/Groups', excluded));
      expect(listed.body.Resources).toEqual([body]);
    });
  });

  test('RFC 7644 3.9: both parameters at once exclude each other', async () => {
    const both = { attributes: 'name', excludedAttributes: 'emails' };
    expectRefusal(await it.client('GET', withQuery('/Users', both)), 400, 'invalidValue');
    expectRefusal(await it.client('GET', withQuery(`/Users/${id}`, both)), 400, 'invalidValue');
  });

  describe('RFC 7644 3.9: the answers to writes are projected too', () => {
    test('POST, PUT and PATCH of a user', async () => {
      const only = '?attributes=displayName';
      const posted = await it.client('POST', `/Users${only}`, userBody('w', { displayName: 'W' }));
      const { id: newId } = posted.body;
      const path = `/Users/${newId}`;
      const put = await it.client('PUT', path + only, userBody('w', { displayName: 'X' }));
      const change = patchBody({ op: 'replace', path: 'displayName', value: 'Y' });
      const patched = await it.client('PATCH', path + only, change);
      expect(posted.headers.get('location')).toMatch(newId);
      for (const [{ body }, displayName] of [
        [posted, 'W'],
        [put, 'X'],
        [patched, 'Y'],
      ] as const) {
        expect(body).toEqual({ id: newId, schemas: [USER], displayName });
        expect(Object.keys(body)).toEqual(expect.arrayContaining(ALWAYS));
      }
    });

    test('PATCH of a group answers 200 with what was asked for (RFC 7644 3.5.2)', async () => {
      const change = patchBody({ op: 'add', path: 'members', value: [{ value: id }] });
      const path = `/Groups/${groupId}?attributes=members.value`;
      const { status, headers, body } = await it.client('PATCH', path, change);
      expect(status).toBe(200);
      expect(headers.get('etag')).toBe('W/"1"');
      expect(body).toEqual({ id: groupId, schemas: [GROUP], members: [{ value: id }] });
    });
  });
});
