import { describe, expect, test } from 'vitest';
import { expectRefusal } from './support/expect-refusal.ts';
import { inEachDialect } from './support/in-each-dialect.ts';
import { groupBody, patchBody, userBody, withQuery } from './support/request-bodies.ts';
import { storedRows } from './support/stored-rows.ts';

inEachDialect(['strict', 'lenient'], (it) => {
  const create = async (path: string, body: object) => (await it.client('POST', path, body)).body;

  describe('RFC 7644 3.6 delete', () => {
    test('answers 204 without a body', async () => {
      const { id } = await create('/Users', userBody('leaver'));
      const { status, headers, body } = await it.client('DELETE', `/Users/${id}`);
      expect(status).toBe(204);
      expect(body).toBeUndefined();
      expect(headers.get('content-type')).toBeNull();
    });

    test('404 for every operation from then on', async () => {
      for (const [path, sent] of [
        ['/Users', userBody('gone')],
        ['/Groups', groupBody('Gone')],
      ] as const) {
        const { id } = await create(path, sent);
        await it.client('DELETE', `${path}/${id}`);
        const change = patchBody({ op: 'replace', path: 'displayName', value: 'x' });
        expectRefusal(await it.client('GET', `${path}/${id}`), 404);
        expectRefusal(await it.client('PUT', `${path}/${id}`, sent), 404);
        expectRefusal(await it.client('PATCH', `${path}/${id}`, change), 404);
        expectRefusal(await it.client('DELETE', `${path}/${id}`), 404);
        const list = await it.client('GET', path);
        expect(list.body.Resources.map((each: { id: string }) => each.id)).not.toContain(id);
        const found = await it.client('GET', withQuery(path, { filter: `id eq "${id}"` }));
        expect(found.body.totalResults).toBe(0);
      }
    });

    test('is omitted from future queries, and from the count of them', async () => {
      const total = async () => (await it.client('GET', '/Users?count=0')).body.totalResults;
      const before = await total();
      const { id } = await create('/Users', userBody('counted', { externalId: 'counted' }));
      expect(await total()).toBe(before + 1);
      await it.client('DELETE', `/Users/${id}`);
      expect(await total()).toBe(before);
      for (const filter of ['userName eq "counted"', 'externalId eq "counted"']) {
        const { body } = await it.client('GET', withQuery('/Users', { filter }));
        expect(body.totalResults).toBe(0);
      }
    });

    test('does not make a create of the same user fail with 409', async () => {
      const sent = userBody('phoenix', { externalId: 'ash' });
      const first = await create('/Users', sent);
      await it.client('DELETE', `/Users/${first.id}`);
      const second = await it.client('POST', '/Users', sent);
      expect(second.status).toBe(201);
      expect(second.body.id).not.toBe(first.id);
      expect(second.body.meta.version).toBe('W/"1"');
    });

    test('two at once: one deletes, the other finds nothing', async () => {
      const { id } = await create('/Users', userBody('raced'));
      const answers = await Promise.all([1, 2].map(() => it.client('DELETE', `/Users/${id}`)));
      expect(answers.map(({ status }) => status).sort()).toEqual([204, 404]);
    });

    test('of a group leaves its members alone', async () => {
      const user = await create('/Users', userBody('survivor'));
      const group = await create('/Groups', groupBody('Short lived', [user.id]));
      expect((await it.client('DELETE', `/Groups/${group.id}`)).status).toBe(204);
      expect((await it.client('GET', `/Users/${user.id}`)).body).toEqual(user);
    });

    test('404 for an unknown id, and nothing is written', async () => {
      const before = await storedRows(it.testTable);
      expectRefusal(await it.client('DELETE', `/Users/${it.world.ports.newId()}`), 404);
      expectRefusal(await it.client('DELETE', '/Groups/nobody'), 404);
      expect(await storedRows(it.testTable)).toEqual(before);
    });
  });
});
