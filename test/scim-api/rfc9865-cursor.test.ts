import { beforeAll, describe, expect, test } from 'vitest';
import { LIST_RESPONSE, SEARCH_REQUEST } from '#shared/scim/messages.ts';
import type { Body, Client } from '../support/world.ts';
import { expectRefusal } from './support/expect-refusal.ts';
import { inEachDialect } from './support/in-each-dialect.ts';
import { groupBody, patchBody, userBody, withQuery } from './support/request-bodies.ts';

const PEOPLE = 12;
type Parameters = Record<string, string | number>;

inEachDialect(['strict', 'lenient'], (it) => {
  const ids: string[] = [];
  let cursor = '';

  beforeAll(async () => {
    for (let n = 1; n <= PEOPLE; n += 1) {
      const person = userBody(`person${n}`, { active: n % 3 !== 0, title: `Title ${n % 4}` });
      ids.push((await it.client('POST', '/Users', person)).body.id);
    }
    for (const name of ['Zebra', 'ant', 'Middle']) {
      await it.client('POST', '/Groups', groupBody(name, ids.slice(0, 2)));
    }
    cursor = (await page({ count: 5 })).body.nextCursor;
    expect(cursor).toMatch(/./);
  });

  const page = async (parameters: Parameters, path = '/Users', client: Client = it.client) =>
    await client('GET', withQuery(path, { cursor: '', ...parameters }));
  const idsOf = (body: Body): string[] => body.Resources.map(({ id }: Body) => id);

  async function walk(parameters: Parameters, path = '/Users', between = async (_: Body) => {}) {
    const pages: Body[] = [];
    let next: string | undefined = '';
    while (next !== undefined) {
      const { status, body } = await page({ ...parameters, cursor: next }, path);
      expect({ status, body }).toMatchObject({ status: 200 });
      pages.push(body);
      next = body.nextCursor;
      expect(pages.length).toBeLessThan(100);
      if (next !== undefined) await between(body);
    }
    return pages;
  }

  describe('RFC 9865 2 pages by cursor', () => {
    test('a bare ?cursor, or an empty one, begins; index stays the default (2.4)', async () => {
      for (const query of ['cursor&count=5', 'cursor=&count=5', 'count=5&cursor']) {
        const { status, body } = await it.client('GET', `/Users?${query}`);
        expect(status).toBe(200);
        expect(body).toEqual({
          schemas: [LIST_RESPONSE],
          totalResults: PEOPLE,
          itemsPerPage: 5,
          nextCursor: expect.stringMatching(/^[A-Za-z0-9._~-]+$/),
          Resources: expect.any(Array),
        });
        expect(idsOf(body)).toEqual(ids.slice(0, 5));
      }
      const { body } = await it.client('GET', '/Users?count=5');
      expect(body).toMatchObject({ startIndex: 1, itemsPerPage: 5 });
      expect(body).not.toHaveProperty('nextCursor');
    });

    const queries: readonly (readonly [string, Parameters])[] = [
      ['/Users', {}],
      ['/Users', { filter: 'active eq true' }],
      ['/Users', { filter: 'userName eq "person7"' }],
      ['/Users', { filter: 'userName eq "nobody"' }],
      ['/Users', { filter: 'title eq "Title 1" or userName sw "person1"' }],
      ['/Users', { sortBy: 'userName' }],
      ['/Users', { sortBy: 'title', sortOrder: 'descending', filter: 'active eq false' }],
      ['/Users', { sortBy: 'nickName' }],
      ['/Users', { sortBy: 'id' }],
      ['/Users', { sortBy: 'meta.created', sortOrder: 'descending' }],
      ['/Groups', { attributes: 'members' }],
      ['/Groups', { filter: 'members pr', sortBy: 'displayName' }],
      ['/', {}],
      ['/', { filter: 'meta.created pr' }],
      ['/', { filter: 'displayName eq "ant"' }],
      ['/', { filter: 'meta.resourceType eq "Group"' }],
      ['/', { sortBy: 'displayName' }],
      ['/', { sortBy: 'userName', sortOrder: 'descending' }],
    ];
    test.each(queries)('%s %j: the whole, in order, each once', async (path, parameters) => {
      const whole = (await it.client('GET', withQuery(path, parameters))).body;
      // One at a time is the same code whatever is asked for, and takes the most requests.
      const isPlain = Object.keys(parameters).length === 0;
      for (const count of isPlain ? [1, 5, 12] : [5, 12]) {
        const pages = await walk({ ...parameters, count }, path);
        expect(pages.flatMap((body) => body.Resources)).toEqual(whole.Resources);
        expect(pages).toHaveLength(Math.max(1, Math.ceil(whole.totalResults / count)));
        for (const body of pages) {
          expect(body.totalResults).toBe(whole.totalResults);
          expect(body.itemsPerPage).toBe(body.Resources.length);
          expect(body).not.toHaveProperty('startIndex');
          expect(body).not.toHaveProperty('previousCursor');
        }
      }
    });

    test('count 0 or less: totalResults and nothing else', async () => {
      for (const count of [0, -3]) {
        for (const filter of [{}, { filter: 'userName pr' }, { sortBy: 'userName' }]) {
          const { body } = await page({ count, ...filter });
          expect(body).toMatchObject({ totalResults: PEOPLE, itemsPerPage: 0, Resources: [] });
          expect(body).not.toHaveProperty('nextCursor');
        }
      }
    });

    test('count may be left out: on the first page, and on those that follow', async () => {
      const { body } = await page({});
      expect(idsOf(body)).toEqual(ids);
      expect(idsOf((await page({ cursor })).body)).toEqual(ids.slice(5, 10));
    });

    test('a page can be had again, and shows what there is by then', async () => {
      const first = await page({ cursor, count: 5 });
      const again = await page({ cursor, count: 5 });
      expect(idsOf(again.body)).toEqual(idsOf(first.body));
      expect(again.body.nextCursor).not.toBe(first.body.nextCursor);
    });
  });

  describe('a walk while things change', () => {
    test.each<Parameters>([{}, { filter: 'userName pr' }, { sortBy: 'userName' }])(
      '%j: nobody is missed or met twice when those seen are deleted',
      async (parameters) => {
        const prefix = `gone${Object.keys(parameters).join('')}`;
        const created: string[] = [];
        for (let n = 0; n < 6; n += 1) {
          const { body } = await it.client('POST', '/Users', userBody(`${prefix}${n}`));
          created.push(body.id);
        }
        const pages = await walk({ ...parameters, count: 4 }, '/Users', async (body) => {
          for (const id of idsOf(body)) {
            if (created.includes(id)) await it.client('DELETE', `/Users/${id}`);
          }
        });
        const met = pages.flatMap(idsOf);
        expect(met.toSorted()).toEqual([...ids, ...created].toSorted());
        for (const id of created) await it.client('DELETE', `/Users/${id}`);
      },
    );

    test('sorted by lastModified, changing each: those not yet met still come', async () => {
      const asked = { sortBy: 'meta.lastModified', count: 4, filter: 'active eq true' };
      let pages = 0;
      const met = new Set<string>();
      let next: string | undefined = '';
      while (next !== undefined && pages < 4) {
        const { body }: { body: Body } = await page({ ...asked, cursor: next });
        pages += 1;
        for (const id of idsOf(body)) {
          met.add(id);
          const op = { op: 'replace', path: 'nickName', value: `nick ${pages}` };
          expect((await it.client('PATCH', `/Users/${id}`, patchBody(op))).status).toBe(200);
        }
        next = body.nextCursor;
      }
      expect(met.size).toBe(8);
    });
  });

  describe('RFC 9865 3 POST /.search', () => {
    test.each([
      ['/Users', { filter: 'active eq true' }],
      ['', { sortBy: 'displayName', sortOrder: 'descending' }],
    ])('%s %j walks as GET does, and either goes on where the other was', async (path, asked) => {
      const whole = (await it.client('GET', withQuery(path || '/', asked))).body;
      const search = async (sent: string) =>
        await it.client('POST', `${path}/.search`, {
          schemas: [SEARCH_REQUEST],
          ...asked,
          cursor: sent,
          count: 3,
        });
      const first = await search('');
      expect(first.status).toBe(200);
      const second = await page({ ...asked, count: 3, cursor: first.body.nextCursor }, path || '/');
      const third = await search(second.body.nextCursor);
      const met = [first, second, third].flatMap(({ body }) => idsOf(body));
      expect(met).toEqual(idsOf(whole).slice(0, met.length));
      expect(met.length).toBeGreaterThan(6);
    });

    test.each<[object, string, RegExp]>([
      [{ cursor: 7 }, 'invalidCursor', /^cursor must be a string/],
      [{ cursor: 'x' }, 'invalidCursor', /does not belong/],
      [{ cursor: '', count: 'x' }, 'invalidCount', /^count must/],
      [{ cursor: '', count: 201 }, 'invalidCount', /^count must be between 0 and 200/],
      [{ cursor: '', startIndex: 1 }, 'invalidValue', /either startIndex or cursor/],
    ])('%j: 400 %s', async (members, scimType, detail) => {
      const body = { schemas: [SEARCH_REQUEST], ...members };
      expectRefusal(await it.client('POST', '/.search', body), 400, scimType, detail);
    });

    test('null is no cursor', async () => {
      const asked = { schemas: [SEARCH_REQUEST], cursor: null, startIndex: 1 };
      expect((await it.client('POST', '/Users/.search', asked)).body.startIndex).toBe(1);
    });
  });

  test('a cursor shows nothing of what it carries', async () => {
    const asked = { sortBy: 'userName', count: 3 };
    const { nextCursor } = (await page(asked)).body;
    const decoded = atob(nextCursor.replaceAll('-', '+').replaceAll('_', '/'));
    expect(decoded).not.toMatch(/person|User/);
  });

  test('RFC 9865 4: pagination says what holds', async () => {
    const { pagination } = (await it.client('GET', '/ServiceProviderConfig')).body;
    expect(pagination).toEqual({
      cursor: true,
      index: true,
      defaultPaginationMethod: 'index',
      defaultPageSize: 100,
      maxPageSize: 200,
      cursorTimeout: 3_600,
    });
    expect((await page({ count: pagination.maxPageSize })).status).toBe(200);
    expect((await page({ count: pagination.maxPageSize + 1 })).status).toBe(400);
  });
});
