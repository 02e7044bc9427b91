import { beforeAll, describe, expect, test } from 'vitest';
import { LIST_RESPONSE } from '#shared/scim/messages.ts';
import { expectRefusal } from './support/expect-refusal.ts';
import { inEachDialect } from './support/in-each-dialect.ts';
import { groupBody, userBody, withQuery } from './support/request-bodies.ts';

const PEOPLE = 12;

inEachDialect(['strict', 'lenient'], (it) => {
  const ids: string[] = [];

  beforeAll(async () => {
    for (let n = 1; n <= PEOPLE; n += 1) {
      const active = n % 3 !== 0;
      const { body } = await it.client('POST', '/Users', userBody(`person${n}`, { active }));
      ids.push(body.id);
    }
  });

  const list = async (parameters: Record<string, string | number>) =>
    await it.client('GET', withQuery('/Users', parameters));

  const idsOf = (body: { Resources: { id: string }[] }) => body.Resources.map(({ id }) => id);

  describe('RFC 7644 3.4.2 query', () => {
    test('lists whole resources in a ListResponse', async () => {
      const { status, headers, body } = await it.client('GET', '/Users');
      expect(status).toBe(200);
      expect(headers.get('content-type')).toBe('application/scim+json');
      expect(body).toEqual({
        schemas: [LIST_RESPONSE],
        totalResults: PEOPLE,
        startIndex: 1,
        itemsPerPage: PEOPLE,
        Resources: expect.any(Array),
      });
      const each = await Promise.all(ids.map((id) => it.client('GET', `/Users/${id}`)));
      expect(body.Resources).toEqual(each.map((answer) => answer.body));
    });

    test('no match is no error: 200, totalResults 0, no Resources', async () => {
      const { status, body } = await list({ filter: 'userName eq "nobody"' });
      expect(status).toBe(200);
      expect(body).toMatchObject({ totalResults: 0, itemsPerPage: 0, Resources: [] });
      const groups = await it.client('GET', '/Groups');
      expect(groups.body).toMatchObject({ totalResults: 0, itemsPerPage: 0, Resources: [] });
    });

    test('one endpoint lists one type only', async () => {
      const { body: group } = await it.client('POST', '/Groups', groupBody('Lonely'));
      expect(idsOf((await it.client('GET', '/Groups')).body)).toEqual([group.id]);
      expect((await it.client('GET', '/Users')).body.totalResults).toBe(PEOPLE);
      await it.client('DELETE', `/Groups/${group.id}`);
    });
  });

  describe('RFC 7644 3.4.2.4 pagination', () => {
    const pages: readonly (readonly [Record<string, string | number>, number, number, number])[] = [
      // Parameters, startIndex of the answer, first place and number of what is listed.
      [{ startIndex: 1, count: 5 }, 1, 1, 5],
      [{ startIndex: 6, count: 5 }, 6, 6, 5],
      [{ startIndex: 11, count: 5 }, 11, 11, 2],
      [{ startIndex: 12, count: 1 }, 12, 12, 1],
      [{ startIndex: 13, count: 5 }, 13, 13, 0],
      [{ startIndex: 100, count: 5 }, 100, 100, 0],
      [{ startIndex: 0 }, 1, 1, PEOPLE],
      [{ startIndex: -7, count: 3 }, 1, 1, 3],
      [{ count: 0 }, 1, 1, 0],
      [{ startIndex: 3, count: 0 }, 3, 3, 0],
      [{ count: -5 }, 1, 1, 0],
      [{ startIndex: 8 }, 8, 8, 5],
      [{ count: 999_999_999 }, 1, 1, PEOPLE],
      [{ startIndex: '', count: '' }, 1, 1, PEOPLE],
    ];
    test.each(pages)(
      '%j: startIndex %i, from %i on, %i of them',
      async (parameters, start, from, n) => {
        const whole = [
          [parameters, PEOPLE, ids],
          [{ ...parameters, filter: 'userName sw "person"' }, PEOPLE, ids],
        ] as const;
        for (const [sent, total, expected] of whole) {
          const { status, body } = await list(sent);
          expect(status).toBe(200);
          expect(body.totalResults).toBe(total);
          expect(body.startIndex).toBe(start);
          expect(body.itemsPerPage).toBe(n);
          expect(idsOf(body)).toEqual(expected.slice(from - 1, from - 1 + n));
        }
      },
    );

    test('a filtered list is paged within its matches', async () => {
      const filter = 'active eq false';
      const { body } = await list({ filter, startIndex: 2, count: 2 });
      expect(body).toMatchObject({ totalResults: 4, startIndex: 2, itemsPerPage: 2 });
      expect(idsOf(body)).toEqual([ids[5], ids[8]]);
      expect((await list({ filter, count: 0 })).body).toMatchObject({
        totalResults: 4,
        itemsPerPage: 0,
        Resources: [],
      });
    });

    test('walking page by page meets everybody once, from either end', async () => {
      const firsts = Array.from({ length: PEOPLE / 2 }, (_, page) => 1 + page * 2);
      for (const order of [firsts, firsts.toReversed()]) {
        const met: string[] = [];
        for (const startIndex of order) {
          met.push(...idsOf((await list({ startIndex, count: 2 })).body));
        }
        expect(met.toSorted()).toEqual(ids.toSorted());
      }
    });

    test.each([
      ['startIndex', 'abc'],
      ['startIndex', '1.5'],
      ['startIndex', '1e1'],
      ['count', 'ten'],
      ['count', '5;DROP'],
      ['count', ' '],
      ['count', '١'],
      ['startIndex', '9'.repeat(400)],
    ])('%s=%s: 400, naming the parameter', async (name, value) => {
      expectRefusal(
        await list({ [name]: value }),
        400,
        'invalidValue',
        new RegExp(`^${name} must`),
      );
    });

    test('places far beyond the end are empty pages', async () => {
      for (const startIndex of [1_000, 1_000_000, 2_147_483_647]) {
        const { status, body } = await list({ startIndex, count: 10 });
        expect(status).toBe(200);
        expect(body).toMatchObject({ totalResults: PEOPLE, startIndex, Resources: [] });
      }
    });

    test('deletion and creation between two pages are seen by the next one', async () => {
      const page = async (startIndex: number) => idsOf((await list({ startIndex, count: 5 })).body);
      await page(1);
      const { body } = await it.client('POST', '/Users', userBody('late comer'));
      expect(await page(11)).toEqual([ids[10], ids[11], body.id]);
      await it.client('DELETE', `/Users/${body.id}`);
      expect(await page(11)).toEqual([ids[10], ids[11]]);
      expect((await list({ count: 0 })).body.totalResults).toBe(PEOPLE);
    });
  });

  test('parameters that nobody knows are ignored', async () => {
    const { status, body } = await list({ nextToken: 'x', __proto__x: '1', constructor: '2' });
    expect(status).toBe(200);
    expect(body.totalResults).toBe(PEOPLE);
  });
});
