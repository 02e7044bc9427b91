import { beforeAll, describe, expect, test } from 'vitest';
import { ASYNC_RESPONSE, ERROR } from '#shared/scim/messages.ts';
import { type Answer, BASE, type Body, type Client } from '../support/world.ts';
import { asyncWorker } from './support/async-worker.ts';
import { idOf, postGroup, postUser, remove } from './support/bulk.ts';
import { expectRefusal } from './support/expect-refusal.ts';
import { inEachDialect } from './support/in-each-dialect.ts';
import { bulkBody, patchBody, userBody, withQuery } from './support/request-bodies.ts';

inEachDialect(['strict', 'lenient'], (it) => {
  let worker: ReturnType<typeof asyncWorker>;

  beforeAll(() => {
    worker = asyncWorker(it.world);
  });

  const sendAsync = (method: string, path: string, body?: unknown, headers: object = {}) =>
    it.client(method, path, body, { prefer: 'respond-async', ...headers });

  /** Holds an answer to what RFC 9967 says of it; the URL of what became of the request. */
  const accepted = ({ status, headers, body }: Answer): string => {
    expect([status, body]).toEqual([202, undefined]);
    const txn = headers.get('set-txn');
    expect(txn).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get('preference-applied')).toBe('respond-async');
    expect(headers.get('location')).toBe(`${BASE}/AsyncRequests/${txn}`);
    return headers.get('location') ?? '';
  };

  const resultOf = async (location: string, client: Client = it.client) => {
    const { status, headers, body } = await client('GET', location);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/json');
    return body;
  };

  const find = async (userName: string): Promise<Body[]> => {
    const filter = `userName eq "${userName}"`;
    return (await it.client('GET', withQuery('/Users', { filter }))).body.Resources;
  };

  const groups = async (name: string): Promise<number> =>
    (await it.client('GET', withQuery('/Groups', { filter: `displayName eq "${name}"` }))).body
      .totalResults;

  const claims = (txn: string, uri: string, event: object) => ({
    jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
    txn,
    iss: BASE,
    iat: expect.any(Number),
    sub_id: { format: 'scim', uri },
    events: { [ASYNC_RESPONSE]: event },
  });

  describe('RFC 9967 2.5.1.1 a request', () => {
    test('is answered first and carried out later', async () => {
      const answer = await sendAsync('POST', '/Users', userBody('later'), { accept: 'text/html' });
      const location = accepted(answer);
      const txn = answer.headers.get('set-txn') ?? '';
      expect(await find('later')).toEqual([]);
      const pending = await it.client('GET', location);
      expect([pending.status, pending.body]).toEqual([202, undefined]);
      expect(pending.headers.get('set-txn')).toBe(txn);
      expect(Number(pending.headers.get('retry-after'))).toBeGreaterThan(0);
      await worker.workOff();
      const [user] = await find('later');
      const event = {
        method: 'POST',
        version: 'W/"1"',
        location: user.meta.location,
        status: '201',
      };
      expect(await resultOf(location)).toEqual({
        txn,
        sets: [claims(txn, `/Users/${user.id}`, event)],
      });
    });

    test('may be a PUT, a PATCH with a precondition, a DELETE, with what comes of each', async () => {
      const { id, meta } = (await it.client('POST', '/Users', userBody('changing'))).body;
      const path = `/Users/${id}`;
      const patch = patchBody({ op: 'replace', path: 'title', value: 'bulkId:x' });
      const sent = [
        await sendAsync('PUT', path, userBody('changed')),
        await sendAsync('PATCH', path, patch, { 'if-match': 'W/"2"' }),
        await sendAsync('PATCH', path, patch, { 'if-match': 'W/"1"' }),
        await sendAsync('DELETE', path),
        await sendAsync('DELETE', path),
      ];
      await worker.workOff();
      const results = await Promise.all(sent.map(async (each) => resultOf(accepted(each))));
      const events = results.map(({ sets }) => sets[0].events[ASYNC_RESPONSE]);
      const { location } = meta;
      const failed = (status: string) => expect.objectContaining({ schemas: [ERROR], status });
      expect(events).toEqual([
        { method: 'PUT', location, version: 'W/"2"', status: '200' },
        { method: 'PATCH', location, version: 'W/"3"', status: '200' },
        { method: 'PATCH', location, status: '412', response: failed('412') },
        { method: 'DELETE', location, status: '204' },
        { method: 'DELETE', location, status: '404', response: failed('404') },
      ]);
      expect(results.map(({ sets }) => sets[0].sub_id.uri)).toEqual(sent.map(() => path));
    });

    test.each([
      ['without respond-async', 'wait=0, return=minimal'],
      ['with a wait that is long enough', 'respond-async, wait=30'],
    ])('%s is carried out at once', async (title, prefer) => {
      const answer = await it.client('POST', '/Users', userBody(title), { prefer });
      expect(answer.status).toBe(201);
      expect(answer.headers.has('preference-applied')).toBe(false);
    });

    test('that only reads is answered at once', async () => {
      expect((await sendAsync('GET', '/Users?count=1')).status).toBe(200);
      expect((await sendAsync('POST', '/.search', bulkBody([]))).status).not.toBe(202);
      expect(it.world.handedOn).toEqual([]);
    });

    test('that is wrong whatever the state of the resources is refused at once', async () => {
      const token = { authorization: 'Bearer nobody' };
      expectRefusal(await sendAsync('POST', '/Users', userBody('x'), token), 401);
      expectRefusal(await sendAsync('POST', '/Robots', {}), 404);
      expectRefusal(await sendAsync('DELETE', '/Users'), 405);
      expectRefusal(await sendAsync('POST', '/Users', ''), 400, 'invalidSyntax');
      expectRefusal(await sendAsync('POST', '/Users', '{'), 400, 'invalidSyntax');
      const text = { 'content-type': 'text/plain' };
      expectRefusal(await sendAsync('POST', '/Users', 'x', text), 415);
      const many = Array.from({ length: 501 }, () => remove('/Users/1'));
      expectRefusal(
        await sendAsync('POST', '/Bulk', bulkBody(many)),
        413,
        undefined,
        /maxOperations/,
      );
      expectRefusal(await sendAsync('POST', '/Bulk', {}), 400, 'invalidSyntax');
      const ifNone = { 'if-none-match': '"1"' };
      expectRefusal(await sendAsync('PUT', '/Users/1', userBody('x'), ifNone), 501);
      expect(it.world.handedOn).toEqual([]);
    });

    test('is an error of its own when the resource is wrong', async () => {
      const location = accepted(await sendAsync('POST', '/Users', { ...userBody('w'), emails: 5 }));
      await worker.workOff();
      const { txn, sets } = await resultOf(location);
      const response = expect.objectContaining({ schemas: [ERROR], scimType: 'invalidValue' });
      expect(sets).toEqual([claims(txn, '/Users', { method: 'POST', status: '400', response })]);
    });
  });

  describe('RFC 9967 2.5.1.2 a bulk', () => {
    test('has an event for each operation, by its place in the request', async () => {
      const operations = [
        postGroup('g', 'Later', ['bulkId:u']),
        postUser('u', 'later.member'),
        remove('/Users/unknown'),
        postUser('bad', 'later.bad', { emails: 5 }),
      ];
      const location = accepted(await sendAsync('POST', '/Bulk', bulkBody(operations)));
      await worker.workOff();
      const { txn, sets } = await resultOf(location);
      expect(sets.map((set: Body) => set.txn)).toEqual(operations.map((_, n) => `${txn}:${n}`));
      const events = sets.map((set: Body) => set.events[ASYNC_RESPONSE]);
      expect(events.map(({ status, bulkId }: Body) => [status, bulkId])).toEqual([
        ['201', 'g'],
        ['201', 'u'],
        ['404', undefined],
        ['400', 'bad'],
      ]);
      const { body: group } = await it.client('GET', events[0].location);
      expect(group.members).toMatchObject([{ value: idOf(events[1]) }]);
    });

    test('tells also of what failOnErrors left undone', async () => {
      const operations = [remove('/Users/unknown'), postUser('u', 'undone')];
      const sent = bulkBody(operations, { failOnErrors: 1 });
      const location = accepted(await sendAsync('POST', '/Bulk', sent));
      await worker.workOff();
      const { sets } = await resultOf(location);
      const statuses = sets.map((set: Body) => set.events[ASYNC_RESPONSE].status);
      expect(statuses).toEqual(['404', '409']);
      expect(await find('undone')).toEqual([]);
    });

    test('of the largest size that is promised is kept whole', async () => {
      const title = '\u{1f600}å"'.repeat(900);
      const operations = Array.from({ length: 200 }, (_, n) => ({
        ...{ method: 'PATCH', path: '/Users/unknown' },
        data: patchBody({ op: 'replace', path: 'title', value: `${n} ${title}` }),
      }));
      const sent = bulkBody([...operations, postUser('u', 'large', { title })]);
      expect(Buffer.byteLength(JSON.stringify(sent))).toBeGreaterThan(1_000_000);
      const location = accepted(await sendAsync('POST', '/Bulk', sent));
      await worker.workOff();
      expect((await resultOf(location)).sets).toHaveLength(201);
      expect(await find('large')).toMatchObject([{ title }]);
    });
  });

  describe('what becomes of a request', () => {
    test('nobody but its directory can see', async () => {
      const location = accepted(await sendAsync('POST', '/Users', userBody('private')));
      await worker.workOff();
      const sameTenant = await it.world.directory(it.dialect, { tenantId: it.tenantId });
      const otherTenant = await it.world.directory(it.dialect, { tenantId: `${it.tenantId}2` });
      expectRefusal(await sameTenant('GET', location), 404);
      expectRefusal(await otherTenant('GET', location), 404);
      expectRefusal(await it.client('GET', location, undefined, { authorization: '' }), 401);
      expect((await resultOf(location)).sets).toHaveLength(1);
    });

    test.each(['unknown', '__proto__', '019cad3e-9c2b-7d11-8a41-0f6a1f0b2c3d'])(
      '%s: 404',
      async (txn) => expectRefusal(await it.client('GET', `/AsyncRequests/${txn}`), 404),
    );

    test('is gone after some days', async () => {
      accepted(await sendAsync('POST', '/Users', userBody('old')));
      const [{ txn = '', owner } = {}] = it.world.handedOn;
      if (!owner) throw new Error('Nothing was handed on.');
      await worker.workOff();
      const { clock } = it.world;
      clock.offset = 4 * 86_400_000;
      // The token has expired by then as well, so the store itself is asked.
      expect(await worker.state(owner, txn)).toBeUndefined();
      clock.offset = 0;
      expect(await worker.state(owner, txn)).toMatchObject({ sets: [expect.anything()] });
    });

    test('carried out by the time the credential was revoked: nothing', async () => {
      const id = 'leaving';
      const client = await it.world.directory(it.dialect, { tenantId: it.tenantId, id });
      const prefer = { prefer: 'respond-async' };
      const one = await client('POST', '/Users', userBody('orphan'), prefer);
      const operations = [postUser('a', 'orphan.a'), postUser('b', 'orphan.b')];
      const many = await client('POST', '/Bulk', bulkBody(operations), prefer);
      const { tenancy } = it.world;
      const [token] = await tenancy.tokens(it.tenantId, id);
      await tenancy.removeToken(it.tenantId, id, token?.id ?? '');
      await worker.workOff();
      const locations = [one, many].map((each) => accepted(each));
      expect(await find('orphan')).toEqual([]);
      expect(await find('orphan.a')).toEqual([]);
      const owner = { tenantId: it.tenantId, directoryId: id };
      const states = await Promise.all(
        locations.map((each) => worker.state(owner, each.split('/').at(-1) ?? '')),
      );
      const events = states.flatMap((each) => each?.sets ?? []) as Body[];
      expect(events.map((set) => set.events[ASYNC_RESPONSE].status)).toEqual(['401', '401', '401']);
    });
  });

  describe('a message that comes again', () => {
    test('after the end: nothing is done twice, and the result stays', async () => {
      const location = accepted(
        await sendAsync('POST', '/Groups', { ...postGroup('', 'Once').data }),
      );
      const again = [...it.world.handedOn];
      await worker.workOff();
      const result = await resultOf(location);
      it.world.handedOn.push(...again, ...again);
      await worker.workOff();
      expect(await resultOf(location)).toEqual(result);
      expect(await groups('Once')).toBe(1);
    });

    test('twice at once: one is told to come again, and does nothing', async () => {
      accepted(await sendAsync('POST', '/Groups', { ...postGroup('', 'Both').data }));
      const [message] = it.world.handedOn.splice(0);
      if (!message) throw new Error('Nothing was handed on.');
      const later = it.world.clock.now() + 180_000;
      const times = { leasedUntil: later, deadline: later };
      const both = await Promise.allSettled(
        [1, 2].map(() => worker.perform(message.owner, message.txn, times)),
      );
      expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      expect(await groups('Both')).toBe(1);
    });

    test('after a crash: it is taken up once the lease is over', async () => {
      const location = accepted(await sendAsync('POST', '/Users', userBody('crashed')));
      const [message] = it.world.handedOn.splice(0);
      if (!message) throw new Error('Nothing was handed on.');
      const { owner, txn } = message;
      const { clock } = it.world;
      expect(await worker.claim(owner, txn, clock.now() + 60_000)).toMatchObject({ txn });
      it.world.handedOn.push(message);
      await expect(worker.workOff()).rejects.toThrow('being carried out');
      clock.offset = 61_000;
      it.world.handedOn.push(message);
      await worker.workOff();
      clock.offset = 0;
      expect((await resultOf(location)).sets).toHaveLength(1);
      expect(await find('crashed')).toHaveLength(1);
    });
  });
});
