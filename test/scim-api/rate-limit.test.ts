import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type AdminWorld, createAdminWorld } from '../admin/support/admin-world.ts';
import { meter } from '../support/meter.ts';
import { newClient } from '../support/new-table.ts';
import type { Client } from '../support/world.ts';
import { expectRefusal } from './support/expect-refusal.ts';
import { userBody } from './support/request-bodies.ts';

/** Permits that a process gives away unasked. */
const FREE = 20;

let world: AdminWorld;
let measure: ReturnType<typeof meter>;
let tenants = 0;
let path: string;
let client: Client;
beforeAll(async () => {
  world = await createAdminWorld();
  // Time stands still where no test moves it: permits come with time.
  const start = Date.now();
  world.clock.now = () => start + world.clock.offset;
  measure = meter(world.client, newClient());
});
beforeEach(async () => {
  tenants += 1;
  path = await world.directory(`tenant-${tenants}`, 'okta', { requestsPerSecond: 1, burst: 30 });
  client = world.scim((await world.admin('POST', `${path}/tokens`, {})).body.token);
});
afterAll(() => expect(world.unforeseen).toEqual([]));

const read = async (by = client) => (await by('GET', '/ServiceProviderConfig')).status;

/** Sends until one is refused, and tells how many were not. */
async function exhaust(by = client): Promise<number> {
  for (let sent = 0; sent < 200; sent += 1) if ((await read(by)) === 429) return sent;
  throw new Error('Nothing was refused.');
}

describe('a directory that sends more than its limit', () => {
  test('is told when to come back, and is let in again then', async () => {
    const admitted = await exhaust();
    expect(admitted).toBeGreaterThanOrEqual(30);
    expect(admitted).toBeLessThanOrEqual(30 + FREE);
    const answer = await client('POST', '/Users', userBody('late@example.com'));
    expectRefusal(answer, 429, undefined, /more than 1 requests a second/);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    world.clock.offset += 5_000;
    expect(await read()).toBe(200);
  });

  test('costs nothing but the check of its token, and changes nothing', async () => {
    await exhaust();
    const cost = await measure.of(async () => {
      expect(await read()).toBe(429);
      const answer = await client('POST', '/Users', userBody('late@example.com'));
      expect(answer.status).toBe(429);
    });
    expect(cost.writeUnits).toBe(0);
    expect(cost.readUnits).toBe(cost.credentialUnits);
  });

  test('slows down no other directory, of the tenant or of another', async () => {
    await exhaust();
    const others = [
      `/tenants/tenant-${tenants}/directories`,
      await world.directory(`tenant-${tenants}-b`),
    ];
    await world.admin('POST', others[0] ?? '', { name: 'entra' });
    for (const directory of [`${others[0]}/entra`, others[1]]) {
      const { token } = (await world.admin('POST', `${directory}/tokens`, {})).body;
      const statuses = await Promise.all(Array.from({ length: 40 }, () => read(world.scim(token))));
      expect(new Set(statuses)).toEqual(new Set([200]));
    }
    expect(await exhaust()).toBe(0);
  });

  test('is limited with all its tokens together', async () => {
    const { token } = (await world.admin('POST', `${path}/tokens`, {})).body;
    await exhaust();
    expect(await read(world.scim(token))).toBe(429);
  });
});

describe('what a request counts', () => {
  test('is one, and of a bulk one more for each ten operations', async () => {
    const operation = { method: 'DELETE', path: `/Users/${world.ports.newId()}` };
    const bulk = {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
      Operations: Array.from({ length: 400 }, () => operation),
    };
    expect((await client('POST', '/Bulk', bulk)).status).toBe(200);
    // 41, of which twenty came free: what is left of thirty is soon gone.
    expect(await exhaust()).toBeLessThan(12);
  });
});

describe('the limit of a directory', () => {
  test('is 100 requests a second and 3,000 at once, unless it is changed', async () => {
    const fresh = await world.directory(`tenant-${tenants}-f`);
    const shown = (await world.admin('GET', fresh)).body;
    expect(shown).toMatchObject({ requestsPerSecond: 100, burst: 3_000 });
    const changed = await world.admin('PATCH', fresh, { requestsPerSecond: 25 });
    expect(changed.status).toBe(200);
    expect(changed.body).toEqual({ ...shown, requestsPerSecond: 25 });
    expect((await world.admin('PATCH', fresh, { burst: 50 })).body).toMatchObject({
      requestsPerSecond: 25,
      burst: 50,
    });
    expect((await world.admin('GET', fresh)).body).toMatchObject({ burst: 50 });
  });

  test('holds for tokens that live already', async () => {
    await exhaust();
    await world.admin('PATCH', path, { requestsPerSecond: 1_000, burst: 1_000 });
    world.clock.offset += 2_000;
    const statuses: number[] = [];
    for (let n = 0; n < 100; n += 1) statuses.push(await read());
    expect(new Set(statuses)).toEqual(new Set([200]));
  });

  test.each([
    [{ requestsPerSecond: 0 }, 'requestsPerSecond: use at least 1'],
    [{ requestsPerSecond: 1e6 }, 'requestsPerSecond: use at most 10000'],
    [{ burst: 1.5 }, 'burst: is not a whole number'],
    [{ dialect: 'okta' }, 'body: does not take dialect'],
  ])('is not %j', async (change, problem) => {
    const { status, body } = await world.admin('PATCH', path, change);
    expect(status).toBe(400);
    expect(body.error.message).toContain(problem);
  });
});
