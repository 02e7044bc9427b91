import { beforeAll, describe, expect, test } from 'vitest';
import { recheckDomains } from '#shared/sign-in/domains/recheck-domains.ts';
import { verifiedDomains } from '#shared/sign-in/domains/verified-domains.ts';
import { sampleConnection } from '../sign-in/support/sample-connection.ts';
import { type AdminWorld, createAdminWorld } from './support/admin-world.ts';

const DAY = 86_400_000;

let world: AdminWorld;
beforeAll(async () => {
  world = await createAdminWorld();
  for (const name of ['acme', 'globex']) await world.admin('POST', '/tenants', { name });
});

const at = (name: string, tenant = 'acme') => `/tenants/${tenant}/domains/${name}`;
const claim = (name: string, body: object = {}, tenant = 'acme') =>
  world.admin('PUT', at(encodeURIComponent(name), tenant), body);
const verify = (name: string, tenant = 'acme') => world.admin('POST', `${at(name, tenant)}/verify`);

/** Claims a domain and puts its record into DNS, beside what else stands there. */
async function published(name: string, tenant = 'acme'): Promise<void> {
  const { record } = (await claim(name, {}, tenant)).body;
  const others = world.dns.answers.get(record.name);
  world.dns.answers.set(record.name, [...(Array.isArray(others) ? others : []), record.value]);
}

const unpublish = (name: string) => world.dns.answers.delete(`_rollcall-challenge.${name}`);

const events = async (tenant: string) => {
  await world.publishAll(tenant);
  const { events: all } = (await world.admin('GET', `/tenants/${tenant}/events?limit=200`)).body;
  return all.map(({ type, data }: Record<string, object>) => [type, data]);
};

/** All days between, as the schedule would have it. */
async function daysPass(days: number): Promise<void> {
  for (let day = 0; day < days; day += 1) {
    world.clock.offset += DAY + 1_000;
    const ports = { ...world, newId: world.ports.newId };
    const { left } = await recheckDomains(ports, () => true);
    expect(left).toBe(0);
  }
}

describe('a domain', () => {
  test('is told of when it is assigned to a connection, and when to none again', async () => {
    await world.connections.createConnection(sampleConnection({ id: 'told' }));
    await claim('told.example');
    for (const connection of ['told', 'told', null]) await claim('told.example', { connection });
    const assigned = (await events('acme')).filter(
      ([type]: string[]) => type === 'domain.assigned',
    );
    expect(assigned).toEqual([
      ['domain.assigned', { domain: 'told.example', connection: 'told' }],
      ['domain.assigned', { domain: 'told.example' }],
    ]);
  });

  test('is told of when it is claimed with a connection at once, and only then', async () => {
    await world.connections.createConnection(sampleConnection({ id: 'at-once' }));
    await claim('alone.example');
    await claim('at-once.example', { connection: 'at-once' });
    await claim('at-once.example', { connection: 'at-once' });
    const told = (await events('acme')).filter(([, data]: [string, { domain?: string }]) =>
      ['alone.example', 'at-once.example'].includes(data.domain ?? ''),
    );
    expect(told).toEqual([
      ['domain.assigned', { domain: 'at-once.example', connection: 'at-once' }],
    ]);
  });

  test('is claimed with the record that will prove it, which stays the same', async () => {
    const { status, body } = await claim('Bücher.example');
    expect(status).toBe(201);
    expect(body).toEqual({
      name: 'xn--bcher-kva.example',
      state: 'pending',
      connection: null,
      record: {
        type: 'TXT',
        name: '_rollcall-challenge.xn--bcher-kva.example',
        value: expect.stringMatching(/^rollcall-verification=[\w-]{43}$/),
      },
      createdAt: expect.any(String),
      verifiedAt: null,
      checkedAt: null,
      missingSince: null,
      lapsedAt: null,
    });
    const again = await claim('xn--bcher-kva.example');
    expect({ status: again.status, body: again.body }).toEqual({ status: 200, body });
    expect((await world.admin('GET', at('xn--bcher-kva.example'))).body).toEqual(body);
  });

  test('counts once DNS says so, and is told of', async () => {
    await claim('proven.example');
    const early = await verify('proven.example');
    expect(early.status).toBe(409);
    expect(early.body.error.message).toContain('_rollcall-challenge.proven.example');
    expect(await verifiedDomains(world.domains, 'acme')).not.toContain('proven.example');

    world.dns.answers.set('_rollcall-challenge.proven.example', ['rollcall-verification=guessed']);
    expect((await verify('proven.example')).status).toBe(409);

    await published('proven.example');
    const { status, body } = await verify('proven.example');
    expect({ status, state: body.state }).toEqual({ status: 200, state: 'verified' });
    expect(await verifiedDomains(world.domains, 'acme')).toContain('proven.example');
    expect(await events('acme')).toContainEqual(['domain.verified', { domain: 'proven.example' }]);
  });

  test('is one tenant’s: a later proof does not take it over', async () => {
    await published('shared.example');
    await published('shared.example', 'globex');
    expect((await verify('shared.example')).status).toBe(200);
    const { status, body } = await verify('shared.example', 'globex');
    expect(status).toBe(409);
    expect(body.error.message).toContain('Another tenant has proven shared.example');
    expect(body.error.message).not.toContain('acme');

    expect((await world.admin('DELETE', at('shared.example'))).status).toBe(204);
    expect((await verify('shared.example', 'globex')).status).toBe(200);
    expect(await events('acme')).toContainEqual(['domain.removed', { domain: 'shared.example' }]);
  });

  test('is one tenant’s also when two prove it at once', async () => {
    await published('raced.example');
    await published('raced.example', 'globex');
    const both = [verify('raced.example'), verify('raced.example', 'globex')];
    const statuses = (await Promise.all(both)).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 409]);
  });

  test('lapses when its record was gone for a week, and then another tenant may prove it', async () => {
    await published('fading.example');
    await verify('fading.example');
    unpublish('fading.example');
    await daysPass(3);
    const fading = (await world.admin('GET', at('fading.example'))).body;
    expect(fading).toMatchObject({ state: 'verified', missingSince: expect.any(String) });
    expect((await verify('fading.example')).status).toBe(409);
    await published('fading.example', 'globex');
    expect((await verify('fading.example', 'globex')).status).toBe(409);

    await daysPass(6);
    const gone = (await world.admin('GET', at('fading.example'))).body;
    expect(gone).toMatchObject({ state: 'lapsed', lapsedAt: expect.any(String) });
    expect(await events('acme')).toContainEqual(['domain.lapsed', { domain: 'fading.example' }]);
    expect((await verify('fading.example', 'globex')).status).toBe(200);
  });

  test('does not lapse because DNS is out of order', async () => {
    await published('silent.example');
    await verify('silent.example');
    world.dns.answers.set('_rollcall-challenge.silent.example', 2);
    world.clock.offset += 9 * DAY;
    const ports = { ...world, newId: world.ports.newId };
    expect((await recheckDomains(ports, () => true)).left).toBe(1);
    expect((await verify('silent.example')).status).toBe(503);
    expect((await world.admin('GET', at('silent.example'))).body).toMatchObject({
      state: 'verified',
      missingSince: null,
    });
    unpublish('silent.example');
    await world.admin('DELETE', at('silent.example'));
  });

  test('that anybody has an address at is refused, unless it is forced', async () => {
    const { status, body } = await claim('GMail.com');
    expect(status).toBe(400);
    expect(body.error.message).toContain('Anybody may have an address at gmail.com');
    expect((await claim('gmail.com', { force: true })).status).toBe(201);
  });

  test('is assigned to a connection that is there, and keeps its proof when that changes', async () => {
    await world.connections.createConnection({
      ...sampleConnection(),
      tenantId: 'acme',
      id: 'okta',
    });
    expect((await claim('assigned.example', { connection: 'nowhere' })).status).toBe(404);
    await published('assigned.example');
    await verify('assigned.example');
    const assigned = async (body: object) => {
      const { connection, state } = (await claim('assigned.example', body)).body;
      return [connection, state];
    };
    expect(await assigned({ connection: 'okta' })).toEqual(['okta', 'verified']);
    expect(await assigned({})).toEqual(['okta', 'verified']);
    expect(await assigned({ connection: null })).toEqual([null, 'verified']);
  });

  test('is told apart from what is none, or none of the tenant’s', async () => {
    for (const wrong of ['localhost', '127.0.0.1', 'a@b.example']) {
      expect((await claim(wrong)).status, wrong).toBe(400);
    }
    await claim('theirs.example', {}, 'globex');
    expect((await world.admin('GET', at('theirs.example'))).status).toBe(404);
    expect((await verify('theirs.example')).status).toBe(404);
    expect((await world.admin('DELETE', at('theirs.example'))).status).toBe(404);
    const listed = (await world.admin('GET', '/tenants/globex/domains')).body.domains;
    expect(listed.map(({ name }: { name: string }) => name)).toContain('theirs.example');
  });
});
