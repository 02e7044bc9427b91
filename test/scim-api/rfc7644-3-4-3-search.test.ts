import { beforeAll, describe, expect, test } from 'vitest';
import { LIST_RESPONSE, SEARCH_REQUEST } from '#shared/scim/messages.ts';
import type { Body } from '../support/world.ts';
import { expectRefusal } from './support/expect-refusal.ts';
import { inEachDialect } from './support/in-each-dialect.ts';
import { groupBody, userBody, withQuery } from './support/request-bodies.ts';

const USERS = 5;
const GROUPS = 4;

inEachDialect(['strict', 'lenient'], (it) => {
  const userIds: string[] = [];
  const groupIds: string[] = [];

  beforeAll(async () => {
    for (let n = 1; n <= USERS; n += 1) {
      const person = userBody(`person${n}`, { displayName: `Name ${n}`, externalId: `x${n}` });
      userIds.push((await it.client('POST', '/Users', person)).body.id);
    }
    for (let n = 1; n <= GROUPS; n += 1) {
      const members = n === 1 ? userIds.slice(0, 2) : [];
      const group = groupBody(`Name ${n + 0.5}`, members);
      groupIds.push((await it.client('POST', '/Groups', group)).body.id);
    }
  });

  const search = async (path: string, members: object) =>
    await it.client('POST', `${path}/.search`, { schemas: [SEARCH_REQUEST], ...members });
  const idsOf = (body: Body): string[] => body.Resources.map(({ id }: Body) => id);

  describe('RFC 7644 3.4.3 POST /.search', () => {
    test.each<[string, Record<string, string | number>]>([
      ['/Users', {}],
      ['/Users', { startIndex: 2, count: 2 }],
      ['/Users', { filter: 'userName ge "person3"', sortBy: 'userName', sortOrder: 'descending' }],
      ['/Users', { attributes: 'userName,meta.created' }],
      ['/Users', { excludedAttributes: 'emails,groups', count: 0 }],
      ['/Groups', { filter: 'displayName co "."', count: 3 }],
      ['', { filter: 'displayName pr', sortBy: 'displayName', startIndex: 3, count: 4 }],
      ['', { filter: 'meta.resourceType eq "Group"' }],
      ['', {}],
    ])('%s %j: what GET answers with the same parameters', async (path, parameters) => {
      const { attributes, excludedAttributes, ...rest } = parameters;
      const asked = await it.client('GET', withQuery(path || '/', parameters));
      const posted = await search(path, {
        ...rest,
        ...(attributes && { attributes: String(attributes).split(',') }),
        ...(excludedAttributes && { excludedAttributes: String(excludedAttributes).split(',') }),
      });
      expect(posted.status).toBe(200);
      expect(posted.headers.get('content-type')).toBe('application/scim+json');
      expect(posted.body).toEqual(asked.body);
      expect(posted.body.schemas).toEqual([LIST_RESPONSE]);
    });

    test('members in any case, null for absent, and unknown ones are ignored', async () => {
      const { body } = await search('/Users', { Filter: 'userName eq "person2"', other: { x: 1 } });
      expect(idsOf(body)).toEqual([userIds[1]]);
      const nothing = { filter: null, sortBy: null, count: null, attributes: null };
      expect((await search('/Users', nothing)).body.totalResults).toBe(USERS);
    });

    test('parameters of the URL do not count', async () => {
      const body = { schemas: [SEARCH_REQUEST], filter: 'userName eq "person1"' };
      const answer = await it.client('POST', '/Users/.search?filter=userName%20pr&count=0', body);
      expect(idsOf(answer.body)).toEqual([userIds[0]]);
    });

    test.each<[object, string, RegExp]>([
      [{ attributes: 'userName' }, 'invalidValue', /^attributes must be an array of strings/],
      [{ attributes: [1] }, 'invalidValue', /^attributes must/],
      [{ excludedAttributes: {} }, 'invalidValue', /^excludedAttributes must/],
      [{ filter: 7 }, 'invalidValue', /^filter must be a string/],
      [{ filter: 'userName' }, 'invalidFilter', /position/],
      [{ sortBy: ['userName'] }, 'invalidValue', /^sortBy must be a string/],
      [{ sortBy: 'nothing' }, 'invalidValue', /^sortBy "nothing"/],
      [{ sortOrder: true }, 'invalidValue', /^sortOrder must/],
      [{ sortOrder: 'sideways' }, 'invalidValue', /^sortOrder must/],
      [{ startIndex: 1.5 }, 'invalidValue', /^startIndex must be an integer/],
      [{ startIndex: '1x' }, 'invalidValue', /^startIndex must/],
      [{ count: [] }, 'invalidValue', /^count must be an integer/],
      [{ count: 1e300 }, 'invalidValue', /^count must/],
      [{ attributes: ['id'], excludedAttributes: ['id'] }, 'invalidValue', /not both/],
      [{ schemas: 'x' }, 'invalidSyntax', /^schemas must/],
      [{ schemas: [1] }, 'invalidSyntax', /^schemas must/],
    ])('%j: 400 %s, naming the member', async (members, scimType, detail) => {
      for (const path of ['/Users', '/Groups', '']) {
        expectRefusal(await search(path, members), 400, scimType, detail);
      }
    });

    test('schemas names the SearchRequest, where the dialect insists', async () => {
      for (const schemas of [undefined, [], [LIST_RESPONSE]]) {
        const answer = await it.client('POST', '/Users/.search', { schemas });
        if (it.dialect === 'strict') expectRefusal(answer, 400, 'invalidSyntax', /SearchRequest/);
        else expect(answer.status).toBe(200);
      }
    });

    test.each(['', '[]', '"x"', 'null', '{', '7'])('no SearchRequest: %j', async (body) => {
      const headers = { 'content-type': 'application/json' };
      const answer = await it.client('POST', '/Users/.search', body, headers);
      expectRefusal(answer, 400, 'invalidSyntax');
    });

    test('other methods: 405; another media type: 415', async () => {
      for (const path of ['/.search', '/Users/.search']) {
        const type = { 'content-type': 'text/xml' };
        expectRefusal(await it.client('POST', path, '<x/>', type), 415);
      }
      const answer = await it.client('DELETE', '/.search');
      expectRefusal(answer, 405);
      expect(answer.headers.get('allow')).toBe('POST');
    });
  });

  describe('RFC 7644 3.4.2.1 queries of the root', () => {
    test('include every resource, users first, each in its own form', async () => {
      const { status, body } = await it.client('GET', '/');
      expect(status).toBe(200);
      expect(body.totalResults).toBe(USERS + GROUPS);
      expect(idsOf(body)).toEqual([...userIds, ...groupIds]);
      const alone = idsOf(body).map(async (id) => {
        const path = userIds.includes(id) ? '/Users' : '/Groups';
        return (await it.client('GET', `${path}/${id}`)).body;
      });
      expect(body.Resources).toEqual(await Promise.all(alone));
    });

    test.each([
      [1, 3],
      [4, 3],
      [5, 1],
      [6, 2],
      [8, 5],
      [10, 5],
      [200, 5],
      [1, 0],
      [3, 200],
    ])('from %i, %i of them, across types', async (startIndex, count) => {
      const all = [...userIds, ...groupIds];
      for (const filter of [{}, { filter: 'meta.created pr' }]) {
        const { body } = await it.client('GET', withQuery('/', { startIndex, count, ...filter }));
        expect(body).toMatchObject({ totalResults: USERS + GROUPS, startIndex });
        expect(idsOf(body)).toEqual(all.slice(startIndex - 1, startIndex - 1 + count));
        expect(body.itemsPerPage).toBe(body.Resources.length);
      }
    });

    test.each<[string, () => string[]]>([
      ['meta.resourceType eq "User"', () => userIds],
      ['(meta.resourceType eq "User") or (meta.resourceType eq "Group")', everybody],
      ['meta.resourceType eq "Robot"', () => []],
      ['not (meta.resourceType eq "User")', () => groupIds],
      ['userName pr', () => userIds],
      ['userName eq "PERSON3"', () => [userIds[2] ?? '']],
      ['externalId eq "x4"', () => [userIds[3] ?? '']],
      ['displayName eq "name 2"', () => [userIds[1] ?? '']],
      ['displayName sw "name 2"', () => [userIds[1] ?? '', groupIds[1] ?? '']],
      ['userName ne "person1"', () => [...userIds.slice(1), ...groupIds]],
      ['members pr', () => groupIds.slice(0, 1)],
      ['urn:ietf:params:scim:schemas:core:2.0:Group:displayName pr', () => groupIds],
      ['shoeSize eq "44"', () => []],
    ])('filter %s', async (filter, expected) => {
      const { status, body } = await it.client('GET', withQuery('/', { filter }));
      expect(status).toBe(200);
      expect(idsOf(body)).toEqual(expected());
      expect(body.totalResults).toBe(expected().length);
    });

    test('an id finds the one that has it, whatever it is', async () => {
      for (const id of [userIds[1], groupIds[2]]) {
        const { body } = await search('', { filter: `id eq "${id}"` });
        expect(idsOf(body)).toEqual([id]);
      }
    });

    test('sorting goes across types; what a type lacks has no value', async () => {
      const byName = await search('', { sortBy: 'displayName', attributes: ['displayName'] });
      const names = byName.body.Resources.map(({ displayName }: Body) => displayName);
      expect(names).toEqual(names.toSorted());
      expect(names).toHaveLength(USERS + GROUPS);
      const byUser = await search('', { sortBy: 'userName', sortOrder: 'descending' });
      expect(idsOf(byUser.body)).toEqual([...groupIds, ...userIds.toReversed()]);
      const byId = await search('', { sortBy: 'id', sortOrder: 'descending' });
      expect(idsOf(byId.body)).toEqual([...userIds, ...groupIds].toSorted().toReversed());
      const unknown = await search('', { sortBy: 'shoeSize' });
      expectRefusal(unknown, 400, 'invalidValue', /no attribute of User, Group/);
    });

    test('attributes are those of each type', async () => {
      const { body } = await search('', { attributes: ['userName', 'members.value'] });
      const [user] = body.Resources;
      expect(user).toMatchObject({ userName: 'person1' });
      const first = body.Resources.find(({ id }: Body) => id === groupIds[0]);
      expect(first.members).toEqual(userIds.slice(0, 2).map((value) => ({ value })));
      expect(first).not.toHaveProperty('displayName');
    });
  });

  function everybody(): string[] {
    return [...userIds, ...groupIds];
  }
});
