import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { checkTarget } from '#shared/webhooks/target-url.ts';
import { type AdminWorld, createAdminWorld } from './support/admin-world.ts';

const URL_ = 'https://hooks.example.com/rollcall';
const UNKNOWN = '019cad41-0d2e-7c11-9b7a-3f2e1d0c4b5a';

let world: AdminWorld;
beforeAll(async () => {
  world = await createAdminWorld();
});
afterEach(() => {
  expect(world.unforeseen).toEqual([]);
});

async function webhooks(tenant: string): Promise<string> {
  await world.admin('POST', '/tenants', { name: tenant });
  return `/tenants/${tenant}/webhooks`;
}

describe('a webhook', () => {
  test('is created with what was asked for, and shows its secret this once', async () => {
    const path = await webhooks('acme');
    const types = ['user.created', 'user.deleted'];
    const { status, body } = await world.admin('POST', path, { url: `${URL_}#part`, types });
    expect(status).toBe(201);
    expect(body).toMatchObject({ url: URL_, types, scheme: 'v1', ordered: false, enabled: true });
    expect(body.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const { secret, ...rest } = body;
    const list = await world.admin('GET', path);
    const shown = await world.admin('GET', `${path}/${body.id}`);
    expect(list.body).toEqual({ webhooks: [rest] });
    expect(shown.body).toEqual(rest);
    const rows = await world.table.query({ pk: 'T#acme', prefix: 'WEBHOOK#' });
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect(JSON.stringify([list.body, shown.body])).not.toMatch(/sealed|whsec/);
  });

  test('with v1a shows the public key of a pair', async () => {
    const path = await webhooks('asymmetric');
    const { body } = await world.admin('POST', path, { url: URL_, scheme: 'v1a' });
    expect(body.secret).toMatch(/^whpk_/);
    expect(body.keys).toMatchObject([{ publicKey: body.secret, expiresAt: null }]);
  });

  test.each([
    [{}, /url: is missing/],
    [{ url: URL_, types: ['user.exploded'] }, /types\.0: use one of user\.created/],
    [{ url: URL_, types: [] }, /types: use at least 1/],
    [{ url: URL_, scheme: 'v2' }, /scheme: use one of v1, v1a/],
    [{ url: URL_, secret: 'mine' }, /body: does not take secret/],
    [{ url: URL_, concurrency: 51 }, /concurrency: use at most 50/],
    [{ url: 'ftp://example.com' }, /url: has to begin with https/],
    [{ url: 'https://ada:secret@example.com' }, /url: may not hold a user name/],
    [{ url: 'http://169.254.169.254/latest' }, /url: has to name a host on the public internet/],
  ])('of %j is refused', async (asked, message) => {
    const path = await webhooks('acme');
    const { status, body } = await world.admin('POST', path, asked);
    expect(status).toBe(400);
    expect(body.error.message).toMatch(message);
  });

  test('goes to the public internet alone, but on one’s own machine', () => {
    const inside = ['http://127.0.0.1:4100/', 'https://10.0.0.1/', 'https://[::1]/'];
    const names = ['https://localhost/', 'http://hooks.example.com/', 'https://example.com:22/'];
    for (const url of [...inside, ...names]) {
      expect(() => checkTarget(url, false)).toThrow(/^url: /);
      expect(checkTarget(url, true)).toBe(url);
    }
    for (const url of ['https://[::ffff:127.0.0.1]/', 'https://2130706433/', 'https://0x7f.1/']) {
      expect(() => checkTarget(url, false)).toThrow(/^url: /);
    }
    expect(checkTarget(URL_, false)).toBe(URL_);
  });

  test('is one of fifty at most', async () => {
    const path = await webhooks('many');
    for (let index = 0; index < 50; index += 1) await world.admin('POST', path, { url: URL_ });
    const { status, body } = await world.admin('POST', path, { url: URL_ });
    expect([status, body.error.message]).toEqual([409, expect.stringMatching(/has 50 webhooks/)]);
  });

  test('of another tenant, or of none, is not there', async () => {
    const { body } = await world.admin('POST', await webhooks('acme'), { url: URL_ });
    const path = await webhooks('globex');
    for (const id of [body.id, UNKNOWN, 'x']) {
      for (const [method, rest] of [
        ['GET', ''],
        ['DELETE', ''],
        ['POST', '/test'],
        ['POST', '/enable'],
        ['GET', '/deliveries'],
      ] as const) {
        expect((await world.admin(method, `${path}/${id}${rest}`)).status).toBe(404);
      }
    }
    expect((await world.admin('GET', `/tenants/acme/webhooks/${body.id}`)).status).toBe(200);
  });

  test('is disabled, enabled with a clean record, and deleted', async () => {
    const path = await webhooks('switched');
    const { body } = await world.admin('POST', path, { url: URL_ });
    const one = `${path}/${body.id}`;
    const off = await world.admin('POST', `${one}/disable`, {});
    expect(off.body).toMatchObject({ enabled: false, disabled: { reason: 'operator' } });
    expect((await world.admin('POST', `${one}/test`, {})).status).toBe(409);
    const gate = await world.webhooks.store.gate('switched', body.id);
    const failing = { ...gate, failures: 9, failingSince: 1, revision: gate.revision + 1 };
    await world.webhooks.store.replaceGate('switched', body.id, failing);
    const on = await world.admin('POST', `${one}/enable`, {});
    expect(on.body).toMatchObject({ enabled: true, disabled: null });
    const after = await world.webhooks.store.gate('switched', body.id);
    expect(after).toMatchObject({ failures: 0, failingSince: 0 });
    expect((await world.admin('DELETE', one)).status).toBe(204);
    expect((await world.admin('GET', one)).status).toBe(404);
  });
});

describe('rotation', () => {
  test('overlaps for as long as was asked for, and ten keys at most', async () => {
    const path = await webhooks('rotated');
    const { body } = await world.admin('POST', path, { url: URL_ });
    const rotate = (overlapHours: number) =>
      world.admin('POST', `${path}/${body.id}/rotate`, { overlapHours });
    const first = await rotate(2);
    expect(first.body.secret).not.toBe(body.secret);
    expect(first.body.keys).toHaveLength(2);
    const until = Date.parse(first.body.keys[0].expiresAt) - world.clock.now();
    expect(Math.abs(until - 7_200_000)).toBeLessThan(60_000);
    expect(first.body.keys[1].expiresAt).toBeNull();
    for (let index = 0; index < 8; index += 1) expect((await rotate(100)).status).toBe(200);
    expect((await rotate(100)).body.error.message).toMatch(/has 10 live keys/);
    world.clock.offset += 3 * 3_600_000;
    expect((await world.admin('GET', `${path}/${body.id}`)).body.keys).toHaveLength(9);
    expect((await rotate(0)).body.keys).toHaveLength(1);
  });
});

describe('what became of events', () => {
  test('is listed by pages; one is sent again, what failed is recovered', async () => {
    const path = await webhooks('logged');
    const { body } = await world.admin('POST', path, { url: URL_ });
    const one = `${path}/${body.id}`;
    const ids: string[] = [];
    for (let index = 0; index < 3; index += 1) {
      ids.push((await world.admin('POST', `${one}/test`, {})).body.eventId);
    }
    const since = new Date(world.clock.now() - 86_400_000).toISOString();
    const pending = await world.admin('POST', `${one}/deliveries/${ids[0]}/resend`, {});
    expect([pending.status, pending.body.error.message]).toEqual([
      409,
      expect.stringMatching(/on its way still/),
    ]);
    await world.deliverAll();
    const first = await world.admin('GET', `${one}/deliveries?limit=2`);
    expect(first.body.deliveries.map(({ eventId }: { eventId: string }) => eventId)).toEqual([
      ids[2],
      ids[1],
    ]);
    expect(first.body.deliveries[0]).toMatchObject({ state: 'delivered', log: [{ status: 204 }] });
    const second = await world.admin('GET', `${one}/deliveries?limit=2&before=${first.body.next}`);
    expect(second.body).toMatchObject({ deliveries: [{ eventId: ids[0] }], next: null });

    const again = await world.admin('POST', `${one}/deliveries/${ids[0]}/resend`, {});
    expect(again.body).toMatchObject({ state: 'pending', attempts: 0, log: [{ status: 204 }] });
    expect(world.queued.map(({ eventId }) => eventId)).toEqual([ids[0]]);
    await world.admin('POST', `${one}/disable`, {});
    expect((await world.admin('POST', `${one}/recover`, { since })).status).toBe(409);
    await world.admin('POST', `${one}/enable`, {});
    world.queued.length = 0;
    const [, failed = ''] = ids;
    const delivery = await world.webhooks.store.delivery({
      tenantId: 'logged',
      endpointId: body.id,
      eventId: failed,
    });
    if (!delivery) throw new Error('There is no delivery.');
    const revision = delivery.revision + 1;
    await world.webhooks.store.replaceDelivery({ ...delivery, state: 'failed', revision });
    const recovered = await world.admin('POST', `${one}/recover`, { since });
    expect(recovered.body).toEqual({ count: 1, next: null });
    expect(world.queued.map(({ eventId }) => eventId)).toEqual([failed]);
  });

  test('that were never sent are replayed once', async () => {
    const directory = await world.directory('replayed');
    const { body: issued } = await world.admin('POST', `${directory}/tokens`, {});
    const scim = world.scim(issued.token);
    const schemas = ['urn:ietf:params:scim:schemas:core:2.0:User'];
    for (const userName of ['ada', 'alan']) await scim('POST', '/Users', { schemas, userName });
    await world.publishAll('replayed');
    const { body } = await world.admin('POST', '/tenants/replayed/webhooks', { url: URL_ });
    const path = `/tenants/replayed/webhooks/${body.id}/replay-missing`;
    const since = new Date(world.clock.now() - 86_400_000).toISOString();
    world.queued.length = 0;
    expect((await world.admin('POST', path, { since })).body).toEqual({ count: 2, next: null });
    expect((await world.admin('POST', path, { since })).body).toEqual({ count: 0, next: null });
    const late = new Date(world.clock.now() + 1_000).toISOString();
    expect((await world.admin('POST', path, { since: late })).body.count).toBe(0);
    expect(world.queued).toHaveLength(2);
  });

  test.each([
    ['recover', { since: 'yesterday' }, /since: is no time/],
    ['recover', { since: '2026-03-02T09:00:00Z', next: 'x' }, /next: is not what/],
    ['replay-missing', { since: '2026-03-02T09:00:00Z', next: '1.2' }, /next: is not what/],
  ])('by %s with %j is refused', async (what, asked, message) => {
    const path = await webhooks('acme');
    const { body } = await world.admin('POST', path, { url: URL_ });
    const refused = await world.admin('POST', `${path}/${body.id}/${what}`, asked);
    expect([refused.status, refused.body.error.message]).toEqual([
      400,
      expect.stringMatching(message),
    ]);
  });
});
