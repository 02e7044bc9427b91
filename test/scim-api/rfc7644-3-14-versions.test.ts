import { beforeEach, describe, expect, test } from 'vitest';
import type { Body } from '../support/world.ts';
import { expectRefusal } from './support/expect-refusal.ts';
import { inEachDialect } from './support/in-each-dialect.ts';
import { groupBody, patchBody, userBody } from './support/request-bodies.ts';
import { storedRows } from './support/stored-rows.ts';

const change = patchBody({ op: 'replace', path: 'displayName', value: 'Second' });

inEachDialect(['strict', 'lenient'], (it) => {
  let user: Body;
  let group: Body;
  /** In no group. */
  let lone: Body;
  let count = 0;

  /** A user and a group, each at version 2. */
  beforeEach(async () => {
    count += 1;
    user = (await it.client('POST', '/Users', userBody(`versions${count}`))).body;
    group = (await it.client('POST', '/Groups', groupBody(`Versions ${count}`, [user.id]))).body;
    lone = (await it.client('POST', '/Users', userBody(`lone${count}`))).body;
    await it.client('PATCH', `/Users/${user.id}`, change);
    await it.client('PATCH', `/Groups/${group.id}`, change);
  });

  const resources = () =>
    [
      // The group first: a user that is deleted changes the groups that it was in.
      [`/Groups/${group.id}`, groupBody('Third')],
      [`/Users/${user.id}`, userBody(`versions${count}`, { title: 'x' })],
    ] as const;

  describe('RFC 7644 3.14 versions', () => {
    test('the ETag is weak, in the header and in meta.version, and counts changes', async () => {
      for (const [path] of resources()) {
        const { headers, body } = await it.client('GET', path);
        expect(headers.get('etag')).toBe('W/"2"');
        expect(body.meta.version).toBe('W/"2"');
      }
    });

    test('If-Match that does not name the version: 412, and nothing changes', async () => {
      const before = await storedRows(it.testTable);
      const others = ['W/"1"', '"1"', 'W/"3"', 'W/"22"', 'W/2', '2', 'nonsense', ''];
      for (const tag of others) {
        for (const [path, sent] of resources()) {
          const headers = { 'if-match': tag };
          expectRefusal(await it.client('PUT', path, sent, headers), 412, undefined, /W\/"2"/);
          expectRefusal(await it.client('PATCH', path, change, headers), 412);
          expectRefusal(await it.client('DELETE', path, undefined, headers), 412);
        }
      }
      expect(await storedRows(it.testTable)).toEqual(before);
    });

    test('If-Match that names the version, or any: the change is made', async () => {
      const namings = ['W/"@"', '"@"', 'W/"1", W/"@"', ' W/"99" ,"@"', '*'];
      for (const [path] of resources()) {
        for (const [index, naming] of namings.entries()) {
          const headers = { 'if-match': naming.replace('@', String(index + 2)) };
          const next = patchBody({ op: 'replace', path: 'displayName', value: `${index}` });
          const answer = await it.client('PATCH', path, next, headers);
          expect(answer.headers.get('etag')).toBe(`W/"${index + 3}"`);
        }
        const gone = await it.client('DELETE', path, undefined, { 'if-match': 'W/"7"' });
        expect(gone.status).toBe(204);
      }
    });

    test('If-Match is judged before the body is applied, after it is read', async () => {
      const [, [path]] = resources();
      const unknown = patchBody({ op: 'replace', path: 'noSuch', value: 1 });
      const headers = { 'if-match': 'W/"1"' };
      expectRefusal(await it.client('PATCH', path, unknown, headers), 400, 'invalidPath');
      const readOnly = patchBody({ op: 'replace', path: 'meta', value: {} });
      expectRefusal(await it.client('PATCH', path, readOnly, headers), 412);
    });

    test('of ten changes with the same If-Match exactly one is made', async () => {
      for (const [path] of resources()) {
        const answers = await Promise.all(
          Array.from({ length: 10 }, (_, n) =>
            it.client(
              'PATCH',
              path,
              patchBody({ op: 'replace', path: 'displayName', value: `Racer ${n}` }),
              { 'if-match': 'W/"2"' },
            ),
          ),
        );
        const statuses = answers.map(({ status }) => status);
        expect(statuses.filter((status) => status === 412)).toHaveLength(9);
        expect((await it.client('GET', path)).body.meta.version).toBe('W/"3"');
      }
    });

    test('If-None-Match on a read: 304 without a body when it names the version', async () => {
      await it.client('PATCH', `/Users/${lone.id}`, change);
      for (const path of [`/Groups/${group.id}`, `/Users/${lone.id}`]) {
        for (const tag of ['W/"2"', '"2"', '*', 'W/"1", W/"2"']) {
          const { status, headers, body } = await it.client('GET', path, undefined, {
            'if-none-match': tag,
          });
          expect(status).toBe(304);
          expect(headers.get('etag')).toBe('W/"2"');
          expect(body).toBeUndefined();
        }
        const asked = await it.client('GET', `${path}?attributes=displayName`, undefined, {
          'if-none-match': 'W/"2"',
        });
        expect(asked.status).toBe(304);
        const stale = await it.client('GET', path, undefined, { 'if-none-match': 'W/"1"' });
        expect(stale.status).toBe(200);
      }
    });

    test('who is in groups is shown, as these come and go without a version of the user', async () => {
      const fresh = { 'if-none-match': 'W/"2"' };
      const read = await it.client('GET', `/Users/${user.id}`, undefined, fresh);
      expect(read.status).toBe(200);
      expect(read.body.groups).toHaveLength(1);
      const others = `/Users/${user.id}?excludedAttributes=groups`;
      expect((await it.client('GET', others, undefined, fresh)).status).toBe(304);
    });

    test('If-None-Match on a change: 412 when it names the version (RFC 9110 13.1.2)', async () => {
      for (const [path, sent] of resources()) {
        const not = (tag: string) => ({ 'if-none-match': tag });
        expectRefusal(await it.client('PUT', path, sent, not('*')), 412);
        expectRefusal(await it.client('PATCH', path, change, not('W/"2"')), 412);
        expect((await it.client('PUT', path, sent, not('W/"1"'))).status).toBe(200);
      }
    });

    test('If-Match on a read: 412 when it does not name the version (RFC 9110 13.1.1)', async () => {
      for (const [path] of resources()) {
        const stale = await it.client('GET', path, undefined, { 'if-match': 'W/"1"' });
        expectRefusal(stale, 412);
        const fresh = await it.client('GET', path, undefined, { 'if-match': 'W/"2"' });
        expect(fresh.status).toBe(200);
      }
    });

    test('404 comes before 412', async () => {
      const headers = { 'if-match': '*' };
      const id = it.world.ports.newId();
      expectRefusal(await it.client('DELETE', `/Users/${id}`, undefined, headers), 404);
      expectRefusal(await it.client('GET', `/Users/${id}`, undefined, headers), 404);
    });

    test('a change of members is a change of the group, none of the user', async () => {
      await it.client('PUT', `/Groups/${group.id}`, groupBody('Second'));
      expect((await it.client('GET', `/Groups/${group.id}`)).headers.get('etag')).toBe('W/"3"');
      expect((await it.client('GET', `/Users/${user.id}`)).headers.get('etag')).toBe('W/"2"');
    });
  });
});
