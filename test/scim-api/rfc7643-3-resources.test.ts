import { describe, expect, test } from 'vitest';
import { ENTERPRISE_USER, USER } from '#shared/scim/messages.ts';
import type { Body } from '../support/world.ts';
import { inEachDialect } from './support/in-each-dialect.ts';
import {
  employeeBody,
  groupBody,
  patchBody,
  userBody,
  withQuery,
} from './support/request-bodies.ts';
import { outboxOf, storedRows } from './support/stored-rows.ts';

inEachDialect(['strict', 'lenient'], (it) => {
  const post = async (sent: object): Promise<Body> =>
    (await it.client('POST', '/Users', sent)).body;
  const patch = (id: string, ...operations: object[]) =>
    it.client('PATCH', `/Users/${id}`, patchBody(...operations));

  describe('RFC 7643 2: attributes', () => {
    test('the order of attributes in a body changes nothing', async () => {
      const sent = employeeBody('ordered', { division: 'D', department: 'E' }, { title: 'T' });
      const backwards = Object.fromEntries(Object.entries(sent).toReversed());
      const { id, ...first } = await post(sent);
      const { status, body } = await it.client('PUT', `/Users/${id}`, backwards);
      expect([status, body]).toEqual([200, { id, ...first }]);
    });

    test('a value that does not say so is not the primary one', async () => {
      const emails = [{ value: 'first@x.test' }, { value: 'second@x.test', primary: true }];
      const { id } = await post(userBody('unprimary', { emails }));
      const found = async (filter: string) =>
        (await it.client('GET', withQuery('/Users', { filter }))).body.totalResults;
      expect(await found('emails[primary eq false and value eq "first@x.test"]')).toBe(1);
      expect(await found('emails[primary eq false and value eq "second@x.test"]')).toBe(0);
      const path = 'emails[primary eq false].display';
      const { body } = await patch(id, { op: 'replace', path, value: 'First' });
      expect(body.emails).toEqual([{ ...emails[0], display: 'First' }, emails[1]]);
    });

    test('the references of a user and of a group can be read', async () => {
      const { id, meta } = await post(userBody('referred'));
      const { body: group } = await it.client('POST', '/Groups', groupBody('Referring', [id]));
      expect(group.members[0].$ref).toBe(meta.location);
      const user = (await it.client('GET', group.members[0].$ref)).body;
      expect(user.id).toBe(id);
      expect(user.groups).toEqual([
        { value: group.id, $ref: group.meta.location, display: 'Referring', type: 'direct' },
      ]);
      expect((await it.client('GET', user.groups[0].$ref)).body.id).toBe(group.id);
    });

    test('a member may be named by a reference of another version of the protocol', async () => {
      const { id } = await post(userBody('versioned'));
      for (const $ref of [`https://x.test/scim/v1/Users/${id}`, `https://x.test/Users/${id}`]) {
        const sent = { ...groupBody('Versioned'), members: [{ $ref }] };
        const { status, body } = await it.client('POST', '/Groups', sent);
        expect([status, body.members[0].value]).toEqual([201, id]);
      }
    });
  });

  describe('RFC 7643 3: schemas', () => {
    test('is read as a set: twice the same, any order and any case of a URN change nothing', async () => {
      const schemas = [ENTERPRISE_USER.toUpperCase(), USER, ENTERPRISE_USER, USER];
      const body = await post({ ...employeeBody('set', { division: 'D' }), schemas });
      expect(body.schemas).toEqual([USER, ENTERPRISE_USER]);
      expect(body[ENTERPRISE_USER]).toEqual({ division: 'D' });
    });

    test('follows what the resource holds', async () => {
      const { id, schemas } = await post(employeeBody('follows', { division: 'D' }));
      expect(schemas).toEqual([USER, ENTERPRISE_USER]);
      const removed = await patch(id, { op: 'remove', path: `${ENTERPRISE_USER}:division` });
      expect(removed.body.schemas).toEqual([USER]);
      expect(removed.body).not.toHaveProperty([ENTERPRISE_USER]);
      const value = { [ENTERPRISE_USER]: { division: 'E' } };
      expect((await patch(id, { op: 'add', value })).body.schemas).toEqual([USER, ENTERPRISE_USER]);
    });

    test('may be said again inside the container of an extension', async () => {
      const enterprise = { schemas: [ENTERPRISE_USER], division: 'D' };
      const { id, [ENTERPRISE_USER]: kept } = await post(employeeBody('again', enterprise));
      expect(kept).toEqual({ division: 'D' });
      const value = { ...enterprise, division: 'E' };
      const { status, body } = await patch(id, { op: 'replace', path: ENTERPRISE_USER, value });
      expect([status, body[ENTERPRISE_USER]]).toEqual([200, { division: 'E' }]);
    });
  });

  describe('RFC 7643 3.1: common attributes', () => {
    test('id is ours, unique, stable, and never says bulkId', async () => {
      const users = await Promise.all(
        Array.from({ length: 20 }, (_, n) => post(userBody(`id${n}`, { id: 'mine' }))),
      );
      const group = (await it.client('POST', '/Groups', { ...groupBody('Id'), id: 'mine' })).body;
      const ids = [...users, group].map(({ id }) => id);
      expect(new Set(ids).size).toBe(21);
      for (const id of ids) expect(id).toMatch(/^(?!.*bulkId)[\w-]{8,}$/);
      const [{ id }] = users;
      const put = await it.client(
        'PUT',
        `/Users/${id}`,
        userBody('id0', { id: ids[1], title: 'x' }),
      );
      expect([put.status, put.body.id]).toEqual([200, id]);
      await it.client('DELETE', `/Users/${id}`);
      expect(ids).not.toContain((await post(userBody('id0'))).id);
    });

    test('meta says what the headers say, of every answer that shows a resource', async () => {
      const posted = await it.client('POST', '/Users', userBody('meta'));
      const { id, meta } = posted.body;
      expect(posted.headers.get('location')).toBe(meta.location);
      const path = `/Users/${id}`;
      const answers = [
        posted,
        await it.client('GET', path),
        await it.client('PUT', path, userBody('meta', { title: 'x' })),
        await patch(id, { op: 'add', path: 'title', value: 'y' }),
      ];
      for (const { body, headers } of answers) {
        expect(body.meta).toEqual({
          resourceType: 'User',
          created: meta.created,
          lastModified: expect.any(String),
          location: headers.get('content-location'),
          version: headers.get('etag'),
        });
        expect(body.meta.location).toMatch(new RegExp(`/scim/v2/Users/${id}$`));
      }
    });

    test('created and lastModified are the same until something changes', async () => {
      const { id, meta } = await post(userBody('dated'));
      expect(meta.lastModified).toBe(meta.created);
      expect(new Date(meta.created).toISOString()).toBe(meta.created);
      it.world.clock.offset += 5_000;
      const changed = (await patch(id, { op: 'add', path: 'title', value: 'x' })).body.meta;
      expect(changed.created).toBe(meta.created);
      expect(Date.parse(changed.lastModified)).toBeGreaterThan(Date.parse(meta.created));
    });

    test('meta is ignored when it is sent, except by name', async () => {
      const meta = { resourceType: 'Robot', created: '1999-01-01T00:00:00Z', version: 'W/"9"' };
      const user = await post(userBody('forged', { meta }));
      expect(user.meta).toMatchObject({ resourceType: 'User', version: 'W/"1"' });
      const value = { meta, title: 'x' };
      const patched = (await patch(user.id, { op: 'replace', value })).body;
      expect(patched).toMatchObject({ title: 'x', meta: { created: user.meta.created } });
    });

    test('externalId is that of one directory: another one gives its own and sees no other', async () => {
      const other = await it.world.directory(it.dialect, { tenantId: it.tenantId });
      const user = await post(userBody('two-names', { externalId: 'ours' }));
      expect((await other('GET', `/Users/${user.id}`)).body).not.toHaveProperty('externalId');
      const add = patchBody({ op: 'add', path: 'externalId', value: 'theirs' });
      expect((await other('PATCH', `/Users/${user.id}`, add)).body.externalId).toBe('theirs');
      expect((await it.client('GET', `/Users/${user.id}`)).body.externalId).toBe('ours');
      const byTheirs = withQuery('/Users', { filter: 'externalId eq "theirs"' });
      expect((await it.client('GET', byTheirs)).body.totalResults).toBe(0);
      expect((await other('GET', byTheirs)).body.Resources[0].id).toBe(user.id);
    });
  });

  describe('RFC 7643 4.1.1: active', () => {
    test('taken away, it is unassigned, lets nobody in, and stays so when a PUT leaves it out', async () => {
      const { id } = await post(userBody('unsaid'));
      const removed = await patch(id, { op: 'remove', path: 'active' });
      expect([removed.status, removed.body.active]).toEqual([200, undefined]);
      const put = await it.client('PUT', `/Users/${id}`, userBody('unsaid', { title: 'x' }));
      expect(put.body).not.toHaveProperty('active');
      const filter = 'active eq true and userName eq "unsaid"';
      const found = await it.client('GET', withQuery('/Users', { filter }));
      expect(found.body.totalResults).toBe(0);
      const back = await patch(id, { op: 'add', path: 'active', value: true });
      expect(back.body.active).toBe(true);
      const scope = { tenantId: it.tenantId, directoryId: 'any', visibility: 'tenant' } as const;
      const told = (await outboxOf(it.world, scope, 'User', id)).flatMap((row) => row.happenings);
      expect(told.map(({ type }) => type)).toEqual([
        'user.created',
        'user.deactivated',
        'user.updated',
        'user.reactivated',
      ]);
    });
  });

  describe('RFC 7643 4.1.1 and 9.2: password', () => {
    test('is in nothing that is stored, whichever way it came', async () => {
      const password = 'correct-horse-battery-staple';
      const { id } = await post(userBody('secretive', { password }));
      await it.client('PUT', `/Users/${id}`, userBody('secretive', { password, title: 'x' }));
      await patch(id, { op: 'add', path: 'password', value: password });
      await patch(id, { op: 'replace', value: { password, title: 'y' } });
      const rows = [...(await storedRows(it.testTable)).values()];
      expect(rows.some((row) => row.includes('secretive'))).toBe(true);
      expect(rows.filter((row) => row.includes(password))).toEqual([]);
    });
  });
});
