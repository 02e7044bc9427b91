import { describe, expect, test } from 'vitest';
import { expectRefusal } from './support/expect-refusal.ts';
import { inEachDialect } from './support/in-each-dialect.ts';
import { groupBody, patchBody, userBody } from './support/request-bodies.ts';

inEachDialect(['strict', 'lenient'], (it) => {
  describe('RFC 7644 3.4.1 read', () => {
    test('a resource by its id, with its ETag', async () => {
      const created = await it.client('POST', '/Users', userBody('reader', { title: 'Reader' }));
      const { status, headers, body } = await it.client('GET', `/Users/${created.body.id}`);
      expect(status).toBe(200);
      expect(headers.get('content-type')).toBe('application/scim+json');
      expect(headers.get('etag')).toBe(body.meta.version);
      expect(body).toEqual(created.body);
    });

    test('404 in SCIM form for an id that nobody has', async () => {
      const user = await it.client('POST', '/Users', userBody('elsewhere'));
      const unknown = [
        `/Users/${it.world.ports.newId()}`,
        '/Users/nobody',
        '/Users/..%2FGroups',
        '/Users/%00',
        '/Users/%23USER',
        `/Users/${user.body.id.toUpperCase()}`,
        `/Groups/${user.body.id}`,
        `/Users/${'9'.repeat(4_000)}`,
        '/Users/__proto__',
        '/Users/constructor',
      ];
      for (const path of unknown) expectRefusal(await it.client('GET', path), 404);
    });

    test('404 for a path that is no endpoint, 405 for a method that the endpoint has not', async () => {
      for (const path of ['/User', '/Users/1/2', '/users', '/Nowhere/1', '/Users/%E0%A4%A']) {
        expectRefusal(await it.client('GET', path), 404);
      }
      for (const [method, path, allow] of [
        ['DELETE', '/Users', 'POST, GET, HEAD'],
        ['PUT', '/Users', 'POST, GET, HEAD'],
        ['PATCH', '/Groups', 'POST, GET, HEAD'],
        ['POST', '/', 'GET, HEAD'],
        ['OPTIONS', '/Groups', 'POST, GET, HEAD'],
        ['GET', '/.search', 'POST'],
        ['POST', '/Groups/x', 'GET, HEAD, PUT, PATCH, DELETE'],
      ] as const) {
        const answer = await it.client(method, path);
        expectRefusal(answer, 405);
        expect(answer.headers.get('allow')).toBe(allow);
      }
    });

    test('a trailing slash means the same resource', async () => {
      const { body } = await it.client('POST', '/Users', userBody('slashed'));
      expect((await it.client('GET', `/Users/${body.id}/`)).body).toEqual(body);
      expect((await it.client('GET', '/Users/')).status).toBe(200);
    });

    test('the groups of a user (RFC 7643 4.1.2) follow the members of the groups', async () => {
      const { body: user } = await it.client('POST', '/Users', userBody('joiner'));
      const { body: first } = await it.client('POST', '/Groups', groupBody('First', [user.id]));
      const { body: second } = await it.client('POST', '/Groups', groupBody('Second'));
      const groups = async () => (await it.client('GET', `/Users/${user.id}`)).body.groups;
      const reference = (group: typeof first, display: string) => ({
        value: group.id,
        $ref: group.meta.location,
        display,
        type: 'direct',
      });
      expect(await groups()).toEqual([reference(first, 'First')]);
      const add = patchBody({ op: 'add', path: 'members', value: [{ value: user.id }] });
      await it.client('PATCH', `/Groups/${second.id}`, add);
      const rename = patchBody({ op: 'replace', path: 'displayName', value: '1st' });
      await it.client('PATCH', `/Groups/${first.id}`, rename);
      expect(await groups()).toEqual([reference(first, '1st'), reference(second, 'Second')]);
      const listed = await it.client('GET', '/Users?filter=userName%20eq%20%22joiner%22');
      expect(listed.body.Resources[0].groups).toEqual(await groups());
      const all = await it.client('GET', '/Users');
      const inList = all.body.Resources.find(({ id }: { id: string }) => id === user.id);
      expect(inList.groups).toEqual(await groups());
      await it.client('DELETE', `/Groups/${first.id}`);
      await it.client('PUT', `/Groups/${second.id}`, groupBody('Second'));
      expect(await groups()).toBeUndefined();
    });

    test('members that left the directory are members no more (RFC 7643 4.2)', async () => {
      const { body: user } = await it.client('POST', '/Users', userBody('short stay'));
      const { body: inner } = await it.client('POST', '/Groups', groupBody('Inner'));
      const { body: group } = await it.client(
        'POST',
        '/Groups',
        groupBody('Kept', [user.id, inner.id]),
      );
      await it.client('DELETE', `/Users/${user.id}`);
      const read = async () => (await it.client('GET', `/Groups/${group.id}`)).body;
      expect((await read()).members).toEqual([expect.objectContaining({ value: inner.id })]);
      await it.client('DELETE', `/Groups/${inner.id}`);
      expect(await read()).not.toHaveProperty('members');
      expect((await read()).meta.version).toBe('W/"3"');
    });
  });
});
