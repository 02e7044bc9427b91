import { describe, expect, test } from 'vitest';
import { ERROR } from '#shared/scim/messages.ts';
import type { Body } from '../support/world.ts';
import {
  bulkClient,
  failure,
  failureOf,
  idOf,
  postGroup,
  postUser,
  remove,
  statuses,
} from './support/bulk.ts';
import { expectRefusal } from './support/expect-refusal.ts';
import { inEachDialect } from './support/in-each-dialect.ts';
import { bulkBody, patchBody, userBody } from './support/request-bodies.ts';

const ROOT = 'https://scim.example.com/scim/v2';

inEachDialect(['strict', 'lenient'], (it) => {
  const { bulk, get, named } = bulkClient(it);

  describe('RFC 7644 3.7.3 the answer', () => {
    const three = async (name: string) =>
      await bulk(['bob', 'dave', 'gone'].map((each) => postUser(each, `${name}.${each}`)));
    const example = (name: string, [bob, dave, gone]: readonly Body[]) => [
      postUser('qwerty', `${name}.alice`),
      {
        ...{ method: 'PUT', path: `/Users/${idOf(bob)}`, version: bob.version },
        data: userBody(`${name}.bobby`),
      },
      {
        ...{ method: 'PATCH', path: `/Users/${idOf(dave)}`, version: dave.version },
        data: patchBody(
          { op: 'remove', path: 'nickName' },
          { op: 'add', path: 'userName', value: `${name}.david` },
        ),
      },
      remove(`/Users/${idOf(gone)}`, { version: gone.version }),
    ];

    test('the example: add, update and remove', async () => {
      const [bob, dave, gone] = await three('example');
      const operations = example('example', [bob, dave, gone]);
      expect(await bulk(operations, { failOnErrors: 1 })).toEqual([
        {
          location: expect.stringMatching(`^${ROOT}/Users/`),
          ...{ method: 'POST', bulkId: 'qwerty', version: 'W/"1"', status: '201' },
        },
        { location: bob.location, method: 'PUT', version: 'W/"2"', status: '200' },
        { location: dave.location, method: 'PATCH', version: 'W/"2"', status: '200' },
        { location: gone.location, method: 'DELETE', status: '204' },
      ]);
      expect((await get(bob.location)).userName).toBe('example.bobby');
      expect((await it.client('GET', gone.location)).status).toBe(404);
    });

    test('failOnErrors: nothing after the last error that is accepted, and nothing about it', async () => {
      const resources = await three('stopped');
      const [first, ...rest] = example('stopped', resources);
      const wrong = { ...first, data: { ...userBody('stopped.alice'), emails: 5 } };
      const answers = await bulk([wrong, ...rest], { failOnErrors: 1 });
      expect(answers).toEqual([
        failureOf('invalidValue', 400, { method: 'POST', bulkId: 'qwerty' }),
      ]);
      const untouched = await Promise.all(resources.map(({ location }) => get(location)));
      expect(untouched.map(({ meta }) => meta.version)).toEqual(['W/"1"', 'W/"1"', 'W/"1"']);
      const two = await bulk(
        [wrong, rest[0], wrong, rest[1]].filter((each) => !!each),
        {
          failOnErrors: 2,
        },
      );
      // Both of the wrong ones share a bulkId, which is wrong as well.
      expect(statuses(two)).toEqual(['400', '200', '400']);
    });

    test('the example in which all fail: each says why, and where what it was about is', async () => {
      const [bob, dave, gone] = await three('failing');
      const operations = example('failing', [bob, dave, gone]);
      await bulk([
        { method: 'PUT', path: `/Users/${idOf(bob)}`, data: userBody('failing.1') },
        { method: 'PUT', path: `/Users/${idOf(dave)}`, data: userBody('failing.2') },
        remove(`/Users/${idOf(gone)}`),
        postUser('a', 'failing.alice'),
      ]);
      expect(await bulk(operations)).toEqual([
        failureOf('uniqueness', 409, { method: 'POST', bulkId: 'qwerty' }),
        failure(412, { method: 'PUT', location: bob.location }, /version W\/"2" now/),
        failure(412, { method: 'PATCH', location: dave.location }),
        failure(404, { method: 'DELETE', location: gone.location }),
      ]);
    });

    test('operations are answered in the order in which they were sent', async () => {
      const answers = await bulk([
        postGroup('g', 'Order', ['bulkId:u2', 'bulkId:u1']),
        postUser('u1', 'order.1'),
        remove('/Users/unknown'),
        postUser('u2', 'order.2'),
      ]);
      expect(answers.map(({ bulkId }) => bulkId)).toEqual(['g', 'u1', undefined, 'u2']);
    });

    test('one failure does not undo what else was done', async () => {
      const answers = await bulk([
        postUser('a', 'partial.a'),
        { method: 'GET', path: '/Users' },
        5,
        remove('/Robots/1'),
        { method: 'POST', path: '/Users/.search', bulkId: 's', data: {} },
        { method: 'POST', path: '/Bulk', bulkId: 'b', data: bulkBody([]) },
        { method: 'POST', path: '/ServiceProviderConfig', bulkId: 'p', data: {} },
        remove('/Users'),
        postUser('z', 'partial.z'),
      ]);
      const expected = ['201', '400', '400', '404', '405', '400', '404', '405', '201'];
      expect(statuses(answers)).toEqual(expected);
      for (const { status, response, location, method } of answers) {
        if (status < '300') continue;
        expect(response).toMatchObject({ schemas: [ERROR], status });
        if (method === 'POST') expect(location).toBeUndefined();
      }
      expect(answers[1]).toMatchObject({ method: 'GET' });
      expect(await named('/Users', 'userName', 'partial.z')).toHaveLength(1);
    });
  });

  describe('RFC 7644 3.7.4 limits', () => {
    const configured = async () => (await it.client('GET', '/ServiceProviderConfig')).body.bulk;

    test('as many operations as are promised, and not one more', async () => {
      const { supported, maxOperations } = await configured();
      expect(supported).toBe(true);
      const most = Array.from({ length: maxOperations }, (_, n) => remove(`/Users/none${n}`));
      expect(statuses(await bulk(most))).toEqual(most.map(() => '404'));
      const answer = await it.client('POST', '/Bulk', bulkBody([...most, postUser('u', 'over')]));
      expectRefusal(answer, 413, undefined, new RegExp(`maxOperations \\(${maxOperations}\\)`));
      expect(await named('/Users', 'userName', 'over')).toEqual([]);
    });

    test('as many bytes as are promised, and not one more', async () => {
      const { maxPayloadSize } = await configured();
      const text = (padding: number) =>
        JSON.stringify(bulkBody([postUser('u', `bytes`, { title: 'å' })])) + ' '.repeat(padding);
      const room = maxPayloadSize - Buffer.byteLength(text(0));
      expectRefusal(
        await it.client('POST', '/Bulk', text(room + 1)),
        413,
        undefined,
        new RegExp(`exceeds the maxPayloadSize \\(${maxPayloadSize}\\)`),
      );
      const { status, body } = await it.client('POST', '/Bulk', text(room));
      expect([status, statuses(body.Operations)]).toEqual([200, ['201']]);
    });

    test('what time leaves undone says so, and can be sent again', async () => {
      const { clock } = it.world;
      const now = clock.now;
      let calls = 0;
      clock.now = () => now() + (calls++ > 12 ? 60_000 : 0);
      const operations = Array.from({ length: 12 }, (_, n) => postUser(`t${n}`, `timed.${n}`));
      const answers = await bulk(operations);
      clock.now = now;
      const done = statuses(answers).filter((status) => status === '201').length;
      expect(done).toBeGreaterThan(0);
      expect(done).toBeLessThan(12);
      expect(statuses(answers).slice(done)).toEqual(Array.from({ length: 12 - done }, () => '503'));
      expect(answers.at(-1)).toEqual(
        failure(503, { method: 'POST', bulkId: 't11' }, /Send it again/),
      );
      const again = await bulk(operations.slice(done));
      expect(statuses(again)).toEqual(again.map(() => '201'));
    });
  });

  describe('RFC 7644 3.7 the request', () => {
    test.each([
      ['no Operations', {}, 'invalidSyntax'],
      ['Operations that are no list', { Operations: { a: 1 } }, 'invalidSyntax'],
      ['failOnErrors that is no number', { ...bulkBody([{}]), failOnErrors: 'x' }, 'invalidValue'],
    ])('%s: 400', async (_, sent, scimType) => {
      const body = { ...bulkBody([]), ...sent };
      expectRefusal(await it.client('POST', '/Bulk', body), 400, scimType);
    });

    test('can only be sent by POST: 405 with Allow', async () => {
      const answer = await it.client('GET', '/Bulk');
      expectRefusal(answer, 405);
      expect(answer.headers.get('allow')).toBe('POST');
    });

    test('a revoked token does nothing of it', async () => {
      const client = await it.world.directory(it.dialect, { tenantId: it.tenantId, id: 'revoked' });
      expect((await client('GET', '/Users?count=0')).status).toBe(200);
      const [token] = await it.world.tenancy.tokens(it.tenantId, 'revoked');
      await it.world.tenancy.removeToken(it.tenantId, 'revoked', token?.id ?? '');
      const sent = bulkBody([postUser('r', 'revoked')]);
      expectRefusal(await client('POST', '/Bulk', sent), 401);
      expect(await named('/Users', 'userName', 'revoked')).toEqual([]);
    });

    test('groups have no unique name, and are not there twice either', async () => {
      const operations = [
        postGroup('g', 'Resent', ['bulkId:h']),
        postGroup('h', 'Resent', ['bulkId:g']),
        { ...postGroup('i', 'Resent') },
      ];
      const answers = await Promise.all([bulk(operations), bulk(operations)]);
      const outcomes = [...answers, await bulk(operations)].map((each) => statuses(each).at(-1));
      expect(outcomes.toSorted()).toEqual(['201', '409', '409']);
      const found = await named('/Groups', 'displayName', 'Resent');
      expect(found).toHaveLength(3);
      // Another bulk may create another one, and so may the same once there is none any more.
      expect(statuses(await bulk(operations.slice(2)))).toEqual(['201']);
      const left = await named('/Groups', 'displayName', 'Resent');
      await bulk(left.map(({ id }) => remove(`/Groups/${id}`)));
      expect(statuses(await bulk(operations))).toEqual(['201', '201', '201']);
    });

    test('sent twice, one after the other and at once: nothing is there twice', async () => {
      const operations = [
        ...Array.from({ length: 5 }, (_, n) => postUser(`u${n}`, `again.${n}`)),
        remove('/Users/unknown'),
      ];
      const first = await bulk(operations);
      expect(statuses(await bulk(operations))).toEqual([...first.slice(1).map(() => '409'), '404']);
      const more = operations.map((each, n) => ({ ...each, ...postUser(`m${n}`, `more.${n}`) }));
      const answers = await Promise.all([bulk(more), bulk(more), bulk(more)]);
      for (const [n] of more.entries()) {
        const outcomes = answers.map((each) => each[n].status).toSorted();
        expect(outcomes).toEqual(['201', '409', '409']);
        expect(await named('/Users', 'userName', `more.${n}`)).toHaveLength(1);
      }
    });
  });
});
