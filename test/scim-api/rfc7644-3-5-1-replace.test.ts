import { describe, expect, test } from 'vitest';
import { ENTERPRISE_USER, USER } from '#shared/scim/messages.ts';
import { expectRefusal } from './support/expect-refusal.ts';
import { inEachDialect } from './support/in-each-dialect.ts';
import { employeeBody, groupBody, userBody } from './support/request-bodies.ts';
import { outboxOf, storedRows } from './support/stored-rows.ts';

inEachDialect(['strict', 'lenient'], (it) => {
  const create = async (path: string, body: object) => {
    const answer = await it.client('POST', path, body);
    expect(answer.status).toBe(201);
    return answer.body;
  };
  const scope = () => ({
    tenantId: it.tenantId,
    directoryId: '',
    visibility: 'tenant' as const,
  });

  describe('RFC 7644 3.5.1 replace', () => {
    test('answers 200 with the resource as it is now, its version one higher', async () => {
      const user = await create('/Users', userBody('old@example.com', { externalId: 'p-1' }));
      const sent = userBody('new@example.com', { externalId: 'p-2', title: 'Dr.' });
      it.world.clock.offset += 5_000;
      const { status, headers, body } = await it.client('PUT', `/Users/${user.id}`, sent);
      expect(status).toBe(200);
      expect(headers.get('etag')).toBe('W/"2"');
      expect(body).toEqual({
        ...sent,
        id: user.id,
        active: true,
        meta: { ...user.meta, lastModified: expect.any(String), version: 'W/"2"' },
      });
      expect(Date.parse(body.meta.lastModified)).toBeGreaterThan(Date.parse(user.meta.created));
      expect((await it.client('GET', `/Users/${user.id}`)).body).toEqual(body);
    });

    test('clears what the body leaves out', async () => {
      const full = {
        externalId: 'p-3',
        displayName: 'Full',
        name: { givenName: 'F', familyName: 'Ull' },
        emails: [{ value: 'full@example.com' }],
      };
      const user = await create('/Users', employeeBody('full', { department: 'D' }, full));
      const sent = userBody('full', { name: { familyName: 'Ull' } });
      const { body } = await it.client('PUT', `/Users/${user.id}`, sent);
      expect(body).toEqual({
        schemas: [USER],
        id: user.id,
        userName: 'full',
        name: { familyName: 'Ull' },
        active: true,
        meta: expect.anything(),
      });
      expect(
        (await it.client('GET', '/Users?filter=externalId%20eq%20%22p-3%22')).body,
      ).toMatchObject({
        totalResults: 0,
      });
    });

    test('neither lets in nor locks out whom it leaves active unsaid for', async () => {
      const user = await create('/Users', userBody('out', { active: false }));
      const put = async (rest: object) =>
        (await it.client('PUT', `/Users/${user.id}`, userBody('out', rest))).body.active;
      expect(await put({ title: 'x' })).toBe(false);
      expect(await put({ active: null })).toBe(false);
      expect(await put({ active: true })).toBe(true);
      expect(await put({})).toBe(true);
    });

    test('ignores what is readOnly, also when it is what was read before (RFC 7644 3.5.1)', async () => {
      const user = await create('/Users', employeeBody('echo', { division: 'E' }));
      await create('/Groups', groupBody('Echoes', [user.id]));
      const read = (await it.client('GET', `/Users/${user.id}`)).body;
      const forged = { ...read, id: 'another', groups: [], meta: { version: 'W/"77"' } };
      for (const sent of [read, forged]) {
        const { status, body } = await it.client('PUT', `/Users/${user.id}`, sent);
        expect(status).toBe(200);
        expect(body).toEqual(read);
      }
    });

    test('that changes nothing raises no version, and tells nobody', async () => {
      const sent = employeeBody(
        'same',
        { department: 'S', manager: { value: 'm' } },
        { title: 'S' },
      );
      const user = await create('/Users', sent);
      const group = await create('/Groups', groupBody('Same', [user.id]));
      const before = await storedRows(it.testTable);
      it.world.clock.offset += 5_000;
      const reordered = Object.fromEntries(Object.entries(sent).reverse());
      const put = await it.client('PUT', `/Users/${user.id}`, reordered);
      expect(put.body.meta).toEqual(user.meta);
      expect(put.headers.get('etag')).toBe('W/"1"');
      const again = await it.client('PUT', `/Groups/${group.id}`, groupBody('Same', [user.id]));
      expect(again.body).toEqual(group);
      expect(await storedRows(it.testTable)).toEqual(before);
      expect(await outboxOf(it.world, scope(), 'User', user.id)).toHaveLength(1);
    });

    test('404 for an unknown id: PUT does not create', async () => {
      const before = await storedRows(it.testTable);
      const id = it.world.ports.newId();
      expectRefusal(await it.client('PUT', `/Users/${id}`, userBody('created?')), 404);
      expectRefusal(await it.client('PUT', '/Users/my-id', userBody('created?')), 404);
      expectRefusal(await it.client('PUT', `/Groups/${id}`, groupBody('created?')), 404);
      expect(await storedRows(it.testTable)).toEqual(before);
    });

    test('409 when the new userName or externalId is taken, and nothing changes', async () => {
      const holder = userBody('holder', { externalId: 'held' });
      await create('/Users', holder);
      const user = await create('/Users', userBody('seeker'));
      const before = await storedRows(it.testTable);
      for (const sent of [userBody('HOLDER'), userBody('seeker', { externalId: 'held' })]) {
        expectRefusal(await it.client('PUT', `/Users/${user.id}`, sent), 409, 'uniqueness');
      }
      expect(await storedRows(it.testTable)).toEqual(before);
      expect((await it.client('PUT', `/Users/${user.id}`, userBody('SEEKER'))).status).toBe(200);
    });

    test.each([
      ['without userName', { schemas: [USER], displayName: 'x' }, /userName is required/],
      [
        'with a wrong type',
        userBody('valid', { active: 'perhaps' }),
        /active must be true or false/,
      ],
      ['with an array', userBody('valid', { name: [], emails: 5 }), /emails/],
    ])('%s: 400, and nothing changes', async (_, sent, detail) => {
      const user = await create('/Users', userBody(`valid ${detail}`));
      expectRefusal(await it.client('PUT', `/Users/${user.id}`, sent), 400, 'invalidValue', detail);
      expect((await it.client('GET', `/Users/${user.id}`)).body).toEqual(user);
    });

    test('takes an extension away with its attributes', async () => {
      const user = await create('/Users', employeeBody('staff', { department: 'D' }));
      const { body } = await it.client('PUT', `/Users/${user.id}`, userBody('staff'));
      expect(body.schemas).toEqual([USER]);
      expect(body).not.toHaveProperty([ENTERPRISE_USER]);
    });
  });

  describe('RFC 7644 3.5.1 replace of a group', () => {
    test('replaces the members: new ones come, absent ones go, the rest stays', async () => {
      const ids = await Promise.all(
        ['a', 'b', 'c'].map(async (name) => (await create('/Users', userBody(`put.${name}`))).id),
      );
      const [a, b, c] = ids;
      const group = await create('/Groups', groupBody('Put', [a, b]));
      const sent = groupBody('Put', [c, b]);
      const { status, headers, body } = await it.client('PUT', `/Groups/${group.id}`, sent);
      expect(status).toBe(200);
      expect(headers.get('etag')).toBe('W/"2"');
      const memberIds = body.members.map(({ value }: { value: string }) => value);
      expect(memberIds.toSorted()).toEqual([b, c].toSorted());
      expect((await it.client('GET', `/Groups/${group.id}`)).body).toEqual(body);
      const [, change] = await outboxOf(it.world, scope(), 'Group', group.id);
      expect(change?.happenings).toEqual([
        {
          type: 'group.member_removed',
          data: { displayName: 'Put', member: { id: a, type: 'User' } },
        },
        {
          type: 'group.member_added',
          data: { displayName: 'Put', member: { id: c, type: 'User' } },
        },
      ]);
    });

    test.each([
      ['absent', {}],
      ['null', { members: null }],
      ['empty', { members: [] }],
    ])('members %s: nobody is left', async (label, members) => {
      const user = await create('/Users', userBody(`left ${label}`));
      const group = await create('/Groups', groupBody('Left', [user.id]));
      const { members: _, ...sent } = groupBody('Left');
      const put = await it.client('PUT', `/Groups/${group.id}`, { ...sent, ...members });
      expect(put.status).toBe(200);
      expect(put.body).not.toHaveProperty('members');
      expect((await it.client('GET', `/Users/${user.id}`)).body).not.toHaveProperty('groups');
    });

    test('a member named twice is one member, and keeps its first label', async () => {
      const user = await create('/Users', userBody('twice'));
      const group = await create('/Groups', groupBody('Twice'));
      const members = [{ value: user.id, display: 'Twice' }, { value: user.id }];
      const sent = { ...groupBody('Twice'), members };
      const { body } = await it.client('PUT', `/Groups/${group.id}`, sent);
      expect(body.members).toEqual([
        { value: user.id, display: 'Twice', type: 'User', $ref: user.meta.location },
      ]);
    });

    test('a member that does not exist, or the group itself: 400 by name, nothing changes', async () => {
      const user = await create('/Users', userBody('real'));
      const group = await create('/Groups', groupBody('Real', [user.id]));
      const before = await storedRows(it.testTable);
      for (const id of [it.world.ports.newId(), 'nonsense', group.id]) {
        const answer = await it.client('PUT', `/Groups/${group.id}`, groupBody('X', [id]));
        expectRefusal(answer, 400, 'invalidValue', /^members/);
      }
      expect(await storedRows(it.testTable)).toEqual(before);
    });
  });
});
