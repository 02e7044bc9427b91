import { describe, expect, test } from 'vitest';
import { ENTERPRISE_USER, GROUP } from '#shared/scim/messages.ts';
import {
  bulkClient,
  failure,
  failureOf,
  idOf,
  managedBy,
  postGroup,
  postUser,
  remove,
  statuses,
} from './support/bulk.ts';
import { inEachDialect } from './support/in-each-dialect.ts';
import { patchedGroupAnswer } from './support/patched-group-answer.ts';
import { patchBody, userBody } from './support/request-bodies.ts';
import { storedRows } from './support/stored-rows.ts';

const ROOT = 'https://scim.example.com/scim/v2';

inEachDialect(['strict', 'lenient'], (it) => {
  const { bulk, get, membersOf, named } = bulkClient(it);

  describe('RFC 7644 3.7.1 circular references', () => {
    test('the example: two groups that contain each other', async () => {
      const operations = [
        postGroup('qwerty', 'Group A', ['bulkId:ytrewq']),
        postGroup('ytrewq', 'Group B', ['bulkId:qwerty']),
      ];
      const [one, other] = await bulk(operations);
      for (const each of [one, other]) {
        const shown = await get(each.location);
        const { version, location } = shown.meta;
        const bulkId = each === one ? 'qwerty' : 'ytrewq';
        expect(each).toEqual({ method: 'POST', bulkId, status: '201', version, location });
      }
      expect(await membersOf(one)).toEqual([idOf(other)]);
      expect(await membersOf(other)).toEqual([idOf(one)]);
      const [{ members }] = await named('/Groups', 'displayName', 'Group A');
      expect(members).toEqual([{ value: idOf(other), $ref: other.location, type: 'Group' }]);
    });

    test('a circle of three, among others who are not part of it', async () => {
      const answers = await bulk([
        postGroup('c0', 'Circle 0', ['bulkId:c1', 'bulkId:u']),
        postGroup('c1', 'Circle 1', ['bulkId:c2']),
        postGroup('outside', 'Outside', ['bulkId:c0']),
        postUser('u', 'circle.user'),
        postGroup('c2', 'Circle 2', ['bulkId:c0']),
      ]);
      expect(statuses(answers)).toEqual(['201', '201', '201', '201', '201']);
      const [c0, c1, outside, user, c2] = answers;
      expect(await membersOf(c0)).toEqual([idOf(c1), idOf(user)].toSorted());
      expect(await membersOf(c1)).toEqual([idOf(c2)]);
      expect(await membersOf(c2)).toEqual([idOf(c0)]);
      expect(await membersOf(outside)).toEqual([idOf(c0)]);
    });

    test('users who manage each other, and one who manages himself', async () => {
      const answers = await bulk([
        postUser('m1', 'mutual.1', managedBy('bulkId:m2')),
        postUser('m2', 'mutual.2', managedBy('bulkId:m1')),
        postUser('m3', 'mutual.3', managedBy('bulkId:m3')),
      ]);
      expect(statuses(answers)).toEqual(['201', '201', '201']);
      const managers = await Promise.all(answers.map(({ location }) => get(location)));
      const [one, other, self] = answers.map(idOf);
      expect(managers.map((user) => user[ENTERPRISE_USER].manager.value)).toEqual([
        other,
        one,
        self,
      ]);
      expect(managers.map((user) => user[ENTERPRISE_USER].employeeNumber)).toEqual(
        managers.map(() => '11250'),
      );
    });

    test('a circle that cannot be closed leaves nothing behind', async () => {
      await bulk([postUser('x', 'circle.taken')]);
      const before = await storedRows(it.testTable);
      const answers = await bulk([
        postUser('a', 'circle.a', managedBy('bulkId:b')),
        postUser('b', 'circle.taken', managedBy('bulkId:a')),
        postUser('c', 'circle.c', managedBy('bulkId:a')),
        postUser('d', 'circle.d'),
      ]);
      expect(answers.slice(0, 3)).toEqual([
        failure(409, { method: 'POST', bulkId: 'a' }, /circle to bulkId:b/),
        failureOf('uniqueness', 409, { method: 'POST', bulkId: 'b' }),
        failure(409, { method: 'POST', bulkId: 'c' }, /bulkId:a leads nowhere/),
      ]);
      expect(answers[3]).toMatchObject({ bulkId: 'd', status: '201' });
      expect(await named('/Users', 'userName', 'circle.a')).toEqual([]);
      const left = [...(await storedRows(it.testTable)).keys()].filter((row) => !before.has(row));
      // Of the user who was there for a moment the history remains, of the one who stays everything; and they were counted.
      const histories = left.filter((row) => / (EVENT|JOURNAL)#|#COUNT#/.test(row));
      expect(left.length - histories.length).toBeLessThanOrEqual(4);
    });

    test('a group cannot contain itself, not even in a circle of one', async () => {
      const [answer] = await bulk([postGroup('self', 'Self', ['bulkId:self'])]);
      expect(answer).toMatchObject({ status: '400', response: { scimType: 'invalidValue' } });
      expect(await named('/Groups', 'displayName', 'Self')).toEqual([]);
    });
  });

  describe('RFC 7644 3.7.2 bulkId', () => {
    test('the example: a user, and a group with that user in it', async () => {
      const answers = await bulk([
        postUser('qwerty', 'Alice'),
        {
          ...{ method: 'POST', path: '/Groups', bulkId: 'ytrewq' },
          data: {
            schemas: [GROUP],
            displayName: 'Tour Guides',
            members: [{ type: 'User', value: 'bulkId:qwerty' }],
          },
        },
      ]);
      const [alice, guides] = answers;
      expect(alice).toEqual({
        location: expect.stringMatching(`^${ROOT}/Users/[^/]+$`),
        ...{ method: 'POST', bulkId: 'qwerty', version: 'W/"1"', status: '201' },
      });
      expect(guides).toEqual({
        location: expect.stringMatching(`^${ROOT}/Groups/[^/]+$`),
        ...{ method: 'POST', bulkId: 'ytrewq', version: 'W/"1"', status: '201' },
      });
      const { id, meta, members } = await get(guides.location);
      expect([id, meta.location]).toEqual([idOf(guides), guides.location]);
      expect(members).toEqual([{ value: idOf(alice), $ref: alice.location, type: 'User' }]);
    });

    test('the example: a manager in the enterprise extension', async () => {
      const [alice, bob] = await bulk([
        postUser('qwerty', 'Alice M'),
        postUser('ytrewq', 'Bob M', managedBy('bulkId:qwerty')),
      ]);
      expect((await get(bob.location))[ENTERPRISE_USER].manager).toMatchObject({
        value: idOf(alice),
      });
    });

    test('a reference may come before what it refers to', async () => {
      const [group, user] = await bulk([
        postGroup('g', 'Early', ['bulkId:late']),
        postUser('late', 'late'),
      ]);
      expect(statuses([group, user])).toEqual(['201', '201']);
      expect(await membersOf(group)).toEqual([idOf(user)]);
    });

    test('PUT, PATCH and DELETE refer too, in path and data', async () => {
      const answers = await bulk([
        postUser('u', 'chained'),
        postUser('v', 'chained.too'),
        postGroup('g', 'Chained', ['bulkId:u']),
        {
          ...{ method: 'PATCH', path: '/Groups/bulkId:g' },
          data: patchBody(
            { op: 'add', path: 'members', value: [{ $ref: '/Users/bulkId:v' }] },
            { op: 'remove', path: 'members[value eq "bulkId:u"]' },
          ),
        },
        { method: 'PUT', path: '/Users/bulkId:v', data: userBody('chained.three') },
        remove('/Users/bulkId:u', { version: 'W/"1"', bulkId: 'gone' }),
      ]);
      const [u, v, g, patched, put, removed] = answers;
      const groupPatched = String(patchedGroupAnswer(it.dialect).status);
      expect(statuses(answers)).toEqual(['201', '201', '201', groupPatched, '200', '204']);
      expect(patched).toEqual({
        ...{ method: 'PATCH', location: g.location, version: 'W/"2"', status: groupPatched },
      });
      expect(put).toEqual({
        ...{ method: 'PUT', location: v.location, version: 'W/"2"', status: '200' },
      });
      expect(removed).toEqual({
        ...{ method: 'DELETE', bulkId: 'gone', location: u.location, status: '204' },
      });
      expect(await membersOf(g)).toEqual([idOf(v)]);
      expect((await get(v.location)).userName).toBe('chained.three');
    });

    test('a reference that leads nowhere: 409, and the others are carried out', async () => {
      const answers = await bulk([
        postGroup('g', 'Nowhere', ['bulkId:nobody']),
        remove('/Users/bulkId:nobody'),
        postUser('bad', 'nowhere.bad', { emails: 5 }),
        postGroup('h', 'Nowhere', ['bulkId:bad']),
        postUser('good', 'nowhere.good'),
      ]);
      expect(answers.slice(0, 2)).toEqual([
        failure(409, { method: 'POST', bulkId: 'g' }, /no POST of this bulk has that bulkId/),
        failure(409, { method: 'DELETE' }, /no POST of this bulk/),
      ]);
      expect(statuses(answers.slice(2))).toEqual(['400', '409', '201']);
      expect(answers[3].response.detail).toMatch(/bulkId:bad leads nowhere.*failed/);
      expect(await named('/Groups', 'displayName', 'Nowhere')).toEqual([]);
    });

    test('where no resource is meant, the text stays as it is', async () => {
      const [, user] = await bulk([
        postUser('t', 'text'),
        postUser('t2', 'bulkId:t', { title: 'bulkId:nobody' }),
      ]);
      expect(await get(user.location)).toMatchObject({
        userName: 'bulkId:t',
        title: 'bulkId:nobody',
      });
    });

    test('two resources by one bulkId: neither is created', async () => {
      const answers = await bulk([
        postUser('twin', 'twin.1'),
        postUser('twin', 'twin.2'),
        postGroup('g', 'Twins', ['bulkId:twin']),
      ]);
      expect(statuses(answers)).toEqual(['400', '400', '409']);
      expect(await named('/Users', 'userName', 'twin.1')).toEqual([]);
    });

    test('bulkIds that mean something to JavaScript', async () => {
      const names = ['__proto__', 'constructor', 'toString'];
      const answers = await bulk([
        ...names.map((name) => postUser(name, `js.${name}`)),
        postGroup(
          'g',
          'JS',
          names.map((name) => `bulkId:${name}`),
        ),
        postGroup('h', 'JS', ['bulkId:valueOf']),
      ]);
      expect(statuses(answers)).toEqual(['201', '201', '201', '201', '409']);
      expect(await membersOf(answers[3])).toEqual(answers.slice(0, 3).map(idOf).toSorted());
    });
  });
});
