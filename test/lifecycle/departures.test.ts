import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Mandate } from '#shared/identity/ports.ts';
import { sharedScope } from '#shared/identity/scope.ts';
import { setState } from '#shared/identity/set-state.ts';
import { changeBrake, releaseBrake } from '#shared/lifecycle/change-brake.ts';
import { createDepartureGuard } from '#shared/lifecycle/guard-departures.ts';
import { patchBody, userBody } from '../scim-api/support/request-bodies.ts';
import { outboxOf } from '../scim-api/support/stored-rows.ts';
import { type Client, createWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => expect(world.unforeseen).toEqual([]));

const HOUR = 3_600_000;
const off = patchBody({ op: 'replace', path: 'active', value: false });

interface Company {
  readonly okta: Client;
  readonly ids: string[];
  readonly name: { readonly tenantId: string; readonly directoryId: string };
}

/** A tenant of its own with so many people, of whom a tenth of a small number may leave. */
async function company(tenantId: string, people: number, settings = {}): Promise<Company> {
  const okta = await world.directory('okta', {
    ...{ tenantId, id: 'okta', brake: 'hold', hours: 100 },
  });
  const name = { tenantId, directoryId: 'okta' };
  await changeBrake(ports(), admin, name, { minimum: 10, ...settings });
  const ids: string[] = [];
  for (let n = 0; n < people; n += 1) {
    ids.push((await okta('POST', '/Users', userBody(`p${n}@${tenantId}.example`))).body.id);
  }
  return { okta, ids, name };
}

const ports = () => ({ ...world.ports, brakes: world.brakes });
const admin = {
  actor: { type: 'admin', id: 'admin-api' },
  cause: 'admin',
  requestId: 'request-9',
} as const;

const statuses = async (answers: readonly Promise<{ status: number }>[]) =>
  (await Promise.all(answers)).map(({ status }) => status);

/** The events of the brake itself but for that of its settings, in order. */
const told = async ({ name: { tenantId, directoryId } }: Company) => {
  const scope = sharedScope(tenantId);
  const records = await outboxOf(world, scope, 'Directory', directoryId);
  return records
    .flatMap(({ actor, happenings }) => happenings.map((each) => ({ actor, ...each })))
    .filter(({ type }) => type !== 'brake.changed');
};

const activeOf = async ({ okta }: Company): Promise<number> => {
  const { body } = await okta('GET', `/Users?filter=${encodeURIComponent('active eq true')}`);
  return body.totalResults;
};

describe('the brake of a directory', () => {
  test('lets the usual leave, and holds before it is too much, whatever comes at once', async () => {
    const acme = await company('acme', 20);
    // A fifth of twenty is four.
    const outcomes = await statuses([
      ...acme.ids.slice(0, 8).map((id) => acme.okta('PATCH', `/Users/${id}`, off)),
      ...acme.ids.slice(8, 12).map((id) => acme.okta('DELETE', `/Users/${id}`)),
    ]);
    expect(outcomes.filter((status) => status < 300)).toHaveLength(4);
    expect(outcomes.filter((status) => status === 503)).toHaveLength(8);
    expect(await activeOf(acme)).toBe(16);
    expect(await told(acme)).toEqual([
      {
        type: 'brake.held',
        actor: { type: 'directory', id: 'okta' },
        data: { left: 4, attempted: 1, population: 20, percent: 25 },
      },
    ]);
    expect(world.refusedDepartures.filter(({ tenantId }) => tenantId === 'acme')).toHaveLength(8);
  });

  test('says what it held, who may release it and when to come back', async () => {
    const { okta, ids } = await company('tells', 11, { percent: 10 });
    await okta('PATCH', `/Users/${ids[0]}`, off);
    const { status, headers, body } = await okta('DELETE', `/Users/${ids[1]}`);
    expect(status).toBe(503);
    expect(headers.get('retry-after')).toBe('3600');
    expect(body).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      status: '503',
      detail: expect.stringMatching(
        /^Held: this would deactivate 18\.2% of tells \(2 of 11 people .*rollcall brake release --tenant tells --directory okta/,
      ),
    });
  });

  test('leaves everything else alone while it holds: arrivals, changes, those gone already', async () => {
    const { okta, ids } = await company('others', 12, { count: 0 });
    const [first, second, third] = ids;
    expect((await okta('DELETE', `/Users/${first}`)).status).toBe(503);
    const title = { op: 'replace', path: 'title', value: 'Dr' };
    expect((await okta('PATCH', `/Users/${second}`, patchBody(title))).status).toBe(200);
    expect((await okta('POST', '/Users', userBody('new@others.example'))).status).toBe(201);
    const mandate: Mandate = {
      ...admin,
      scope: sharedScope('others'),
      confirmed: Promise.resolve(),
    };
    await setState(world.ports, mandate, third ?? '', 'deactivated');
    expect((await okta('PATCH', `/Users/${third}`, off)).status).toBe(200);
  });

  test('holds until it is released, though a day goes by, and tells of each hold once', async () => {
    const held = await company('waits', 20, { count: 1 });
    const { okta, ids, name } = held;
    const leave = async (n: number) => (await okta('PATCH', `/Users/${ids[n]}`, off)).status;
    expect([await leave(0), await leave(1), await leave(2)]).toEqual([200, 503, 503]);
    world.clock.offset += 30 * HOUR;
    expect(await leave(1)).toBe(503);
    await releaseBrake(ports(), admin, name, 2);
    expect([await leave(1), await leave(2)]).toEqual([200, 200]);
    // Whom somebody looked at does not count; the first is over.
    expect([await leave(3), await leave(4)]).toEqual([200, 503]);
    expect((await told(held)).map(({ type }) => type)).toEqual([
      'brake.held',
      'brake.released',
      'brake.held',
    ]);
    await releaseBrake(ports(), admin, name);
    expect([await leave(4), await leave(5), await leave(6)]).toEqual([200, 200, 200]);
    world.clock.offset += 25 * HOUR;
    expect([await leave(7), await leave(8)]).toEqual([200, 503]);
  });

  test('is no obstacle where few people are, or it is off', async () => {
    const few = await company('few', 10);
    expect(await statuses(few.ids.map((id) => few.okta('DELETE', `/Users/${id}`)))).toEqual(
      Array.from({ length: 10 }, () => 204),
    );
    const none = await company('off', 11, { mode: 'off' });
    expect(await statuses(none.ids.map((id) => none.okta('DELETE', `/Users/${id}`)))).toEqual(
      Array.from({ length: 11 }, () => 204),
    );
  });

  test('measures those deleted against all who were there, and not against the rest', async () => {
    const { okta, ids } = await company('shrinks', 20, { percent: 25 });
    const outcomes: number[] = [];
    for (const id of ids.slice(0, 6)) outcomes.push((await okta('DELETE', `/Users/${id}`)).status);
    expect(outcomes).toEqual([204, 204, 204, 204, 204, 503]);
  });

  test('of one directory is none of another', async () => {
    const { okta, ids } = await company('two', 20, { count: 0 });
    const entra = await world.directory('entra', { tenantId: 'two', id: 'entra', brake: 'hold' });
    expect((await okta('DELETE', `/Users/${ids[0]}`)).status).toBe(503);
    expect((await entra('DELETE', `/Users/${ids[0]}`)).status).toBe(204);
  });
});

describe('a bulk', () => {
  const bulk = (...Operations: object[]) => ({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
    Operations,
  });

  test('of which more would leave than may is refused as a whole, before any of it', async () => {
    const acme = await company('whole', 20);
    const operations = [
      { method: 'POST', path: '/Users', bulkId: 'b', data: userBody('new@whole.example') },
      ...acme.ids.slice(0, 3).map((id) => ({ method: 'DELETE', path: `/Users/${id}` })),
      ...acme.ids.slice(3, 5).map((id) => ({ method: 'PATCH', path: `/Users/${id}`, data: off })),
    ];
    const { status, body } = await acme.okta('POST', '/Bulk', bulk(...operations));
    expect(status).toBe(503);
    expect(body.detail).toContain('this would deactivate 25% of whole (5 of 20 people');
    expect(await activeOf(acme)).toBe(20);
    expect((await told(acme)).map(({ data }) => data)).toEqual([
      { left: 0, attempted: 5, population: 20, percent: 25 },
    ]);
    await releaseBrake(ports(), admin, acme.name, 1);
    const again = await acme.okta('POST', '/Bulk', bulk(...operations));
    expect(again.status).toBe(200);
    expect(await activeOf(acme)).toBe(16);
  });

  test('counts those alone who are there and active', async () => {
    const acme = await company('exact', 20);
    const gone = acme.ids.slice(0, 4);
    expect(await statuses(gone.map((id) => acme.okta('PATCH', `/Users/${id}`, off)))).toEqual([
      200, 200, 200, 200,
    ]);
    const data = { ...userBody('x'), active: false };
    const operations = gone.map((id, n) => ({
      method: 'PUT',
      path: `/Users/${id}`,
      data: { ...data, userName: `p${n}@exact.example` },
    }));
    const { status, body } = await acme.okta('POST', '/Bulk', bulk(...operations));
    expect(status).toBe(200);
    expect(body.Operations.map((each: { status: string }) => each.status)).toEqual(
      Array.from({ length: 4 }, () => '200'),
    );
  });
});

test('who was counted and did not leave is not counted', async () => {
  const acme = await company('counted', 20);
  const guard = createDepartureGuard({ ...ports(), refused: () => undefined });
  const scope = { ...acme.name, visibility: 'tenant' } as const;
  const { admit } = guard({ ...admin, scope });
  for (let n = 0; n < 10; n += 1) {
    // Admitted, and cut short before the commit.
    expect(await admit({ userId: acme.ids[0] ?? '', deleted: false })).toBeDefined();
  }
  const leave = acme.ids.slice(0, 5).map((id) => acme.okta('PATCH', `/Users/${id}`, off));
  expect((await statuses(leave)).filter((status) => status === 200)).toHaveLength(4);
});
