import { beforeAll, describe, expect, test } from 'vitest';
import { ENTERPRISE_USER } from '#shared/scim/messages.ts';
import type { Body } from '../support/world.ts';
import { expectRefusal } from './support/expect-refusal.ts';
import { inEachDialect } from './support/in-each-dialect.ts';
import { employeeBody, groupBody, userBody, withQuery } from './support/request-bodies.ts';

inEachDialect(['strict', 'lenient'], (it) => {
  beforeAll(async () => {
    const home = (value: string) => ({ value, type: 'home' });
    const work = (value: string) => ({ value, type: 'work', primary: true });
    const people = [
      userBody('delta', { externalId: 'b', title: 'Chief', emails: [home('m@x.org')] }),
      userBody('Alpha', { externalId: 'B', name: { givenName: 'Zoe' }, active: false }),
      employeeBody('charlie', { department: 'Ops' }, { externalId: 'a', title: 'chief' }),
      userBody('Bravo', { externalId: 'A', emails: [home('a@x.org'), work('z@x.org')] }),
      employeeBody('echo', { department: 'Art' }, { name: { givenName: 'Ada' } }),
    ];
    for (const person of people) {
      expect((await it.client('POST', '/Users', person)).status).toBe(201);
    }
  });

  const names = async (parameters: Record<string, string | number>) => {
    const { status, body } = await it.client('GET', withQuery('/Users', parameters));
    expect(status).toBe(200);
    return body.Resources.map(({ userName }: Body) => userName);
  };

  describe('RFC 7644 3.4.2.3 sortBy and sortOrder', () => {
    test.each([
      ['userName', ['Alpha', 'Bravo', 'charlie', 'delta', 'echo'], 'case does not count'],
      ['externalId', ['Bravo', 'Alpha', 'charlie', 'delta', 'echo'], 'case counts'],
      ['name.givenName', ['echo', 'Alpha', 'delta', 'charlie', 'Bravo'], 'a sub-attribute'],
      ['emails', ['delta', 'Bravo', 'Alpha', 'charlie', 'echo'], 'the primary value, or the first'],
      ['emails.type', ['delta', 'Bravo', 'Alpha', 'charlie', 'echo'], 'of the same value'],
      ['title', ['delta', 'charlie', 'Alpha', 'Bravo', 'echo'], 'equal ones in order of birth'],
      ['active', ['Alpha', 'delta', 'charlie', 'Bravo', 'echo'], 'false before true'],
      [`${ENTERPRISE_USER}:department`, ['echo', 'charlie', 'delta', 'Alpha', 'Bravo'], 'by URN'],
      ['meta.created', ['delta', 'Alpha', 'charlie', 'Bravo', 'echo'], 'by instant'],
      ['id', ['delta', 'Alpha', 'charlie', 'Bravo', 'echo'], 'the order of the index'],
    ])('%s: %j (%s), without a value last', async (sortBy, expected) => {
      expect(await names({ sortBy })).toEqual(expected);
      expect(await names({ sortBy, sortOrder: 'ascending' })).toEqual(expected);
      expect(await names({ sortBy: sortBy.toUpperCase().replace(/.*:/, '') })).toEqual(expected);
      expect(await names({ sortBy, filter: 'userName pr' })).toEqual(expected);
    });

    test.each([
      ['userName', ['echo', 'delta', 'charlie', 'Bravo', 'Alpha']],
      ['emails.value', ['Alpha', 'charlie', 'echo', 'Bravo', 'delta']],
      ['name.givenName', ['delta', 'charlie', 'Bravo', 'Alpha', 'echo']],
      ['meta.created', ['echo', 'Bravo', 'charlie', 'Alpha', 'delta']],
    ])('%s descending: %j, without a value first', async (sortBy, expected) => {
      expect(await names({ sortBy, sortOrder: 'descending' })).toEqual(expected);
      expect(await names({ sortBy, sortOrder: 'DESCENDING' })).toEqual(expected);
    });

    test('meta.lastModified follows a change', async () => {
      const { body } = await it.client(
        'GET',
        withQuery('/Users', { filter: 'userName eq "echo"' }),
      );
      const [echo] = body.Resources;
      await it.client('PUT', `/Users/${echo.id}`, { ...echo, title: `T${Date.now()}` });
      expect((await names({ sortBy: 'meta.lastModified', sortOrder: 'descending' }))[0]).toBe(
        'echo',
      );
      await it.client('PUT', `/Users/${echo.id}`, echo);
    });

    test('pages are parts of the sorted whole; totalResults is that of the whole', async () => {
      const pages = [1, 3, 5, 7].map(async (startIndex) => {
        const asked = { sortBy: 'userName', startIndex, count: 2, attributes: 'userName' };
        const { body } = await it.client('GET', withQuery('/Users', asked));
        expect(body).toMatchObject({ totalResults: 5, startIndex });
        return body.Resources.map(({ userName }: Body) => userName);
      });
      expect(await Promise.all(pages)).toEqual([
        ['Alpha', 'Bravo'],
        ['charlie', 'delta'],
        ['echo'],
        [],
      ]);
    });

    test('a filtered result is sorted', async () => {
      const filter = 'externalId pr and active eq true';
      expect(await names({ filter, sortBy: 'userName' })).toEqual(['Bravo', 'charlie', 'delta']);
    });

    test('groups sort as well, each page with its members', async () => {
      const [{ body: z }, { body: a }] = [
        await it.client('POST', '/Groups', groupBody('Zebra')),
        await it.client('POST', '/Groups', groupBody('ant')),
      ];
      await it.client('POST', '/Groups', groupBody('Middle', [a.id]));
      const { body } = await it.client('GET', '/Groups?sortBy=displayName&count=2');
      expect(body.Resources.map(({ displayName }: Body) => displayName)).toEqual(['ant', 'Middle']);
      expect(body.Resources[1].members[0].value).toBe(a.id);
      expect(z.displayName).toBe('Zebra');
    });

    test('sortOrder without sortBy, and empty parameters, change nothing', async () => {
      const unsorted = await names({});
      expect(await names({ sortOrder: 'descending' })).toEqual(unsorted);
      expect(await names({ sortBy: '', sortOrder: '' })).toEqual(unsorted);
    });

    test.each<[Record<string, string>, RegExp]>([
      [{ sortBy: 'shoeSize' }, /^sortBy "shoeSize" is no attribute of User/],
      [{ sortBy: 'name' }, /^sortBy cannot be name: .*sub-attribute/],
      [{ sortBy: 'name.shoeSize' }, /is no attribute of User/],
      [{ sortBy: 'password' }, /^sortBy cannot be password/],
      [{ sortBy: 'groups' }, /no order/],
      [{ sortBy: '__proto__' }, /is no attribute of User/],
      [{ sortBy: 'userName"; --' }, /is no attribute of User/],
      [{ sortBy: 'x'.repeat(5_000) }, /is no attribute of User/],
      [{ sortBy: 'userName', sortOrder: 'up' }, /^sortOrder must be ascending or descending/],
      [{ sortOrder: 'desc' }, /^sortOrder must be ascending or descending/],
    ])('%j: 400 invalidValue', async (parameters, detail) => {
      const answer = await it.client('GET', withQuery('/Users', parameters));
      expectRefusal(answer, 400, 'invalidValue', detail);
      expect(answer.body.detail.length).toBeLessThan(400);
    });
  });
});
