import { describe, expect, test } from 'vitest';
import { ENTERPRISE_USER, GROUP, USER } from '#shared/scim/messages.ts';
import { expectRefusal } from './support/expect-refusal.ts';
import { inEachDialect } from './support/in-each-dialect.ts';
import { employeeBody, groupBody, userBody } from './support/request-bodies.ts';
import { storedRows } from './support/stored-rows.ts';

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

inEachDialect(['strict', 'lenient'], (it) => {
  describe('RFC 7644 3.3 create', () => {
    test('answers 201 with the resource, its Location and its ETag', async () => {
      const sent = userBody('ada@example.com', { displayName: 'Ada', externalId: 'e-1' });
      const { status, headers, body } = await it.client('POST', '/Users', sent);
      const location = `https://scim.example.com/scim/v2/Users/${body.id}`;
      expect(status).toBe(201);
      expect(headers.get('content-type')).toBe('application/scim+json');
      expect(headers.get('location')).toBe(location);
      expect(headers.get('etag')).toBe('W/"1"');
      expect(body).toEqual({
        ...sent,
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        active: true,
        meta: {
          resourceType: 'User',
          created: expect.stringMatching(ISO),
          lastModified: body.meta.created,
          location,
          version: 'W/"1"',
        },
      });
      expect((await it.client('GET', location)).body).toEqual(body);
    });

    test('answers a group with its members, each with what and where it is', async () => {
      const user = await it.client('POST', '/Users', userBody('member@example.com'));
      const nested = await it.client('POST', '/Groups', groupBody('Inner'));
      const sent = groupBody('Outer', [user.body.id, nested.body.id], { externalId: 'g-1' });
      const { status, headers, body } = await it.client('POST', '/Groups', sent);
      expect(status).toBe(201);
      expect(headers.get('location')).toBe(body.meta.location);
      expect(headers.get('etag')).toBe(body.meta.version);
      expect(body).toEqual({
        schemas: [GROUP],
        id: expect.any(String),
        displayName: 'Outer',
        externalId: 'g-1',
        members: [
          { value: user.body.id, $ref: user.body.meta.location, type: 'User' },
          { value: nested.body.id, $ref: nested.body.meta.location, type: 'Group' },
        ],
        meta: expect.objectContaining({ resourceType: 'Group', version: 'W/"1"' }),
      });
      expect((await it.client('GET', `/Groups/${body.id}`)).body).toEqual(body);
    });

    test('ignores what is readOnly: id, meta, groups', async () => {
      const group = await it.client('POST', '/Groups', groupBody('Not by this door'));
      const sent = userBody('readonly@example.com', {
        id: 'my-own-id',
        meta: { resourceType: 'Robot', version: 'W/"99"', created: '2001-01-01T00:00:00Z' },
        groups: [{ value: group.body.id }],
      });
      const { status, body } = await it.client('POST', '/Users', sent);
      expect(status).toBe(201);
      expect(body.id).not.toBe('my-own-id');
      expect(body.meta).toMatchObject({ resourceType: 'User', version: 'W/"1"' });
      expect(body.meta.created).not.toMatch(/^2001/);
      expect(body).not.toHaveProperty('groups');
      expect((await it.client('GET', `/Groups/${group.body.id}`)).body).not.toHaveProperty(
        'members',
      );
    });

    test('reads attribute names without regard to case (RFC 7643 2.1) and answers canonical ones', async () => {
      const { status, body } = await it.client('POST', '/Users', {
        SCHEMAS: [USER.toUpperCase(), ENTERPRISE_USER],
        USERNAME: 'Case@Example.com',
        nickname: 'C',
        NAME: { GIVENNAME: 'Case' },
        Emails: [{ VALUE: 'case@example.com', Type: 'work' }],
        [ENTERPRISE_USER.toLowerCase()]: { DEPARTMENT: 'Tests' },
      });
      expect(status).toBe(201);
      expect(body).toMatchObject({
        schemas: [USER, ENTERPRISE_USER],
        userName: 'Case@Example.com',
        nickName: 'C',
        name: { givenName: 'Case' },
        emails: [{ value: 'case@example.com', type: 'work' }],
        [ENTERPRISE_USER]: { department: 'Tests' },
      });
    });

    test('never returns a password, and keeps none', async () => {
      const sent = userBody('secret@example.com', { password: 'correct horse battery staple' });
      const { status, body } = await it.client('POST', '/Users', sent);
      expect(status).toBe(201);
      const asked = await it.client('GET', `/Users/${body.id}?attributes=password,userName`);
      expect(asked.body).not.toHaveProperty('password');
      const rows = [...(await storedRows(it.testTable)).values()];
      expect(rows.some((row) => row.includes('secret@example.com'))).toBe(true);
      expect(rows.some((row) => row.includes('correct horse'))).toBe(false);
    });

    test('null, [] and an absent attribute are the same state (RFC 7643 2.5)', async () => {
      const empty = { displayName: null, emails: [], name: null, phoneNumbers: null };
      const { status, body } = await it.client('POST', '/Users', userBody('empty', empty));
      expect(status).toBe(201);
      expect(Object.keys(body).sort()).toEqual(['active', 'id', 'meta', 'schemas', 'userName']);
    });

    test('keeps active as it was sent', async () => {
      const { body } = await it.client('POST', '/Users', userBody('asleep', { active: false }));
      expect(body.active).toBe(false);
      expect((await it.client('GET', `/Users/${body.id}`)).body.active).toBe(false);
    });

    test('names the extension in schemas when, and only when, it is in use', async () => {
      const without = await it.client('POST', '/Users', employeeBody('plain', {}));
      const having = await it.client('POST', '/Users', employeeBody('clerk', { division: 'A' }));
      expect(without.body.schemas).toEqual([USER]);
      expect(having.body.schemas).toEqual([USER, ENTERPRISE_USER]);
    });

    test('accepts application/json, parameters of the media type, and no media type', async () => {
      for (const [index, type] of [
        'application/json',
        'Application/SCIM+JSON; charset=utf-8',
        '',
      ].entries()) {
        const sent = userBody(`media.${index}`);
        const { status } = await it.client('POST', '/Users', sent, { 'content-type': type });
        expect(status).toBe(201);
      }
    });
  });

  describe('RFC 7644 3.3 create: what is required', () => {
    const missing: readonly (readonly [string, string, object, RegExp])[] = [
      ['userName absent', '/Users', { schemas: [USER] }, /userName is required/],
      ['userName null', '/Users', { schemas: [USER], userName: null }, /userName is required/],
      ['userName empty', '/Users', { schemas: [USER], userName: '' }, /userName is required/],
      ['userName blank', '/Users', { schemas: [USER], userName: ' \t' }, /userName is required/],
      ['displayName absent', '/Groups', { schemas: [GROUP] }, /displayName is required/],
      [
        'displayName blank',
        '/Groups',
        { schemas: [GROUP], displayName: ' ' },
        /displayName is req/,
      ],
    ];
    test.each(missing)('%s: 400 by name, and nothing is written', async (_, path, body, detail) => {
      const before = await storedRows(it.testTable);
      expectRefusal(await it.client('POST', path, body), 400, 'invalidValue', detail);
      expect(await storedRows(it.testTable)).toEqual(before);
    });
  });

  describe('RFC 7644 3.3 create: uniqueness', () => {
    test.each([
      ['userName', userBody('Twin@example.com'), userBody('twin@EXAMPLE.com')],
      [
        'externalId',
        userBody('first@example.com', { externalId: 'x-1' }),
        userBody('second@example.com', { externalId: 'x-1' }),
      ],
    ])(
      'of %s: 409 in SCIM form, naming it, and nothing is written',
      async (name, first, second) => {
        expect((await it.client('POST', '/Users', first)).status).toBe(201);
        const before = await storedRows(it.testTable);
        const answer = await it.client('POST', '/Users', second);
        expectRefusal(answer, 409, 'uniqueness', new RegExp(`\\b${name}\\b`));
        expect(answer.headers.get('location')).toBeNull();
        expect(await storedRows(it.testTable)).toEqual(before);
      },
    );

    test('externalId is case exact, so another case is another id (RFC 7643 3.1)', async () => {
      const created = await Promise.all(
        ['case-a', 'CASE-A'].map((externalId) =>
          it.client('POST', '/Users', userBody(`user.${externalId}.x`, { externalId })),
        ),
      );
      // The user names differ by case alone, the external ids would not clash.
      expect(created.map(({ status }) => status).sort()).toEqual([201, 409]);
      const other = userBody('unlike', { externalId: 'Case-A' });
      expect((await it.client('POST', '/Users', other)).status).toBe(201);
    });

    test('groups may share a displayName, not an externalId', async () => {
      const group = groupBody('Same name', [], { externalId: 'g-same' });
      expect((await it.client('POST', '/Groups', group)).status).toBe(201);
      expect((await it.client('POST', '/Groups', groupBody('Same name'))).status).toBe(201);
      expectRefusal(await it.client('POST', '/Groups', group), 409, 'uniqueness', /externalId/);
    });

    test('a name is free again once its user has another one or is deleted', async () => {
      const { body } = await it.client('POST', '/Users', userBody('moves'));
      await it.client('PUT', `/Users/${body.id}`, userBody('moved'));
      const heir = await it.client('POST', '/Users', userBody('moves'));
      expect(heir.status).toBe(201);
      await it.client('DELETE', `/Users/${heir.body.id}`);
      expect((await it.client('POST', '/Users', userBody('moves'))).status).toBe(201);
    });

    test('ten at once with one name: one is created, nine are told of the conflict', async () => {
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => it.client('POST', '/Users', userBody('crowd'))),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(409)]);
    });
  });
});
