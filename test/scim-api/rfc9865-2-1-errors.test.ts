import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { mintToken } from '#shared/tenancy/token.ts';
import { pollution } from '../scim/support/json.ts';
import { type Body, type Client, clientOf } from '../support/world.ts';
import { expectRefusal } from './support/expect-refusal.ts';
import { inEachDialect } from './support/in-each-dialect.ts';
import { userBody, withQuery } from './support/request-bodies.ts';

type Parameters = Record<string, string | number>;

inEachDialect(['strict', 'lenient'], (it) => {
  const ids: string[] = [];
  let cursor = '';

  beforeAll(async () => {
    for (let n = 1; n <= 12; n += 1) {
      ids.push((await it.client('POST', '/Users', userBody(`person${n}`))).body.id);
    }
    cursor = (await page({ count: 5 })).body.nextCursor;
    expect(cursor).toMatch(/./);
  });

  const page = async (parameters: Parameters, path = '/Users', client: Client = it.client) =>
    await client('GET', withQuery(path, { cursor: '', ...parameters }));
  const idsOf = (body: Body): string[] => body.Resources.map(({ id }: Body) => id);

  describe('RFC 9865 2.1 errors', () => {
    const invalid = async (answer: ReturnType<typeof page>) => {
      const told = await answer;
      expectRefusal(told, 400, 'invalidCursor', /^The cursor does not belong to this query\./);
      return told.body.detail;
    };

    test('a cursor opens nothing but the query that it came from', async () => {
      expect((await page({ cursor, count: 5 })).status).toBe(200);
      await invalid(page({ cursor, count: 5 }, '/Groups'));
      await invalid(page({ cursor, count: 5 }, '/'));
      await invalid(page({ cursor, count: 5, filter: 'userName pr' }));
      await invalid(page({ cursor, count: 5, sortBy: 'id' }));
      await invalid(page({ cursor, count: 5, sortOrder: 'descending' }));
    });

    test('nor in another directory or tenant, and all of them are told the same (5.2)', async () => {
      const other = await it.world.directory(it.dialect, { tenantId: it.tenantId });
      const foreign = await it.world.directory(it.dialect, { tenantId: `${it.tenantId}-2` });
      const told = [
        await invalid(page({ cursor, count: 5 }, '/Users', other)),
        await invalid(page({ cursor, count: 5 }, '/Users', foreign)),
        await invalid(page({ cursor: 'forged', count: 5 })),
      ];
      expect(new Set(told).size).toBe(1);
    });

    test('but under another token of the same directory: a new token stops no walk', async () => {
      const known = await it.world.tenancy.token(it.client.token.split('_')[1] ?? '');
      if (!known) throw new TypeError('the token of the client is there');
      const id = it.world.ports.newId();
      const { token, secretHash } = await mintToken(id);
      await it.world.tenancy.addToken({ ...known, id, secretHash }, it.world.clock.now());
      const { body } = await page({ cursor, count: 5 }, '/Users', clientOf(it.world.api, token));
      expect(idsOf(body)).toEqual(ids.slice(5, 10));
    });

    test('a process that begins afresh knows the cursors of the one before', async () => {
      const { createWorld } = await import('../support/world.ts');
      const { api } = await createWorld(it.testTable);
      const client = clientOf(api, it.client.token);
      expect(idsOf((await page({ cursor, count: 5 }, '/Users', client)).body)).toEqual(
        ids.slice(5, 10),
      );
    });

    test('expiredCursor after cursorTimeout, and not before; each page begins it anew', async () => {
      const { pagination } = (await it.client('GET', '/ServiceProviderConfig')).body;
      const { clock } = it.world;
      const fresh = (await page({ count: 5 })).body.nextCursor;
      clock.offset = pagination.cursorTimeout * 1_000 - 60_000;
      try {
        const second = await page({ cursor: fresh, count: 5 }, '/Users', await newClient());
        expect(second.status).toBe(200);
        clock.offset += 120_000;
        const late = await page({ cursor: fresh, count: 5 }, '/Users', await newClient());
        expectRefusal(late, 400, 'expiredCursor', /3600 seconds.*empty/);
        const third = await page(
          { cursor: second.body.nextCursor, count: 5 },
          '/Users',
          await newClient(),
        );
        expect(third.status).toBe(200);
      } finally {
        clock.offset = 0;
      }
    });

    /** Of the same directory; the tokens of this test live for an hour only. */
    async function newClient(): Promise<Client> {
      const tokenId = it.client.token.split('_')[1] ?? '';
      const { tenancy, clock, ports } = it.world;
      const known = await tenancy.token(tokenId);
      if (!known) throw new TypeError('the token of the client is there');
      for (const { id } of await tenancy.tokens(known.tenantId, known.directoryId)) {
        if (id !== tokenId) await tenancy.removeToken(known.tenantId, known.directoryId, id);
      }
      const id = ports.newId();
      const { token, secretHash } = await mintToken(id);
      const expiresAt = new Date(clock.now() + 3_600_000).toISOString();
      await tenancy.addToken({ ...known, id, secretHash, expiresAt }, clock.now());
      return clientOf(it.world.api, token);
    }

    test.each<[Parameters, RegExp]>([
      [{ count: 6 }, /^count must be 5, as on the first page/],
      [{ count: 0 }, /^count must be 5/],
      [{ count: 201 }, /^count must be between 0 and 200/],
      [{ count: 'many' }, /^count must be an integer/],
      [{ count: '5.0' }, /^count must be an integer/],
    ])('%j: invalidCount', async (parameters, detail) => {
      expectRefusal(await page({ cursor, ...parameters }), 400, 'invalidCount', detail);
    });

    test('the first page: a count that cannot be', async () => {
      expectRefusal(await page({ count: 201 }), 400, 'invalidCount', /between 0 and 200/);
      expectRefusal(await page({ count: 'x' }), 400, 'invalidCount', /^count must be an integer/);
    });

    test('startIndex and cursor exclude each other', async () => {
      const both = await page({ cursor, startIndex: 1 });
      expectRefusal(both, 400, 'invalidValue', /either startIndex or cursor/);
    });

    test('whatever is made up or tampered with: invalidCursor', async () => {
      const changed = fc
        .tuple(fc.nat(cursor.length - 1), fc.constantFrom(...'Ab9_-.~%=+/ \0é'))
        .map(([at, letter]) => cursor.slice(0, at) + letter + cursor.slice(at + 1));
      const cut = fc.nat(cursor.length - 1).map((length) => cursor.slice(0, length));
      const longer = fc.string({ minLength: 1 }).map((more) => cursor + more);
      const made = fc.oneof(
        fc.string({ unit: 'binary', maxLength: 80 }),
        fc.base64String({ maxLength: 400 }),
        fc.constantFrom('__proto__', 'null', '{}', 'A'.repeat(5_000), `${cursor}=`, `${cursor}A`),
      );
      const wrong = fc
        .oneof(changed, cut, longer, made)
        .filter((sent) => sent !== '' && sent !== cursor);
      await fc.assert(
        fc.asyncProperty(wrong, async (sent) => {
          const wellFormed = sent.toWellFormed();
          const answer = await page({ cursor: wellFormed, count: 5 });
          expectRefusal(answer, 400, 'invalidCursor', /^The cursor does not belong/);
          expect(pollution()).toEqual([]);
        }),
        { numRuns: 75 },
      );
      expect(it.world.unforeseen).toEqual([]);
    });
  });
});
