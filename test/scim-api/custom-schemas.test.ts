import { expect, test } from 'vitest';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { parseJson } from '#shared/kernel/json.ts';
import { withResourceType, withSchema } from '#shared/scim/custom/change-declarations.ts';
import { type Declarations, noDeclarations } from '#shared/scim/custom/declarations.ts';
import { parseResourceType } from '#shared/scim/custom/parse-resource-type.ts';
import { USER } from '#shared/scim/messages.ts';
import { exampleText, schemaExample } from '../scim/custom/support/declared.ts';
import type { Body, Client } from '../support/world.ts';
import { declare } from './support/declare.ts';
import { expectRefusal } from './support/expect-refusal.ts';
import { inEachDialect, type Setting } from './support/in-each-dialect.ts';
import { patchBody, userBody, withQuery } from './support/request-bodies.ts';

const BADGE = 'urn:example:params:scim:schemas:extension:2.0:Badge';
const DEVICE = 'urn:example:params:scim:schemas:2.0:Device';

const declarations: Declarations = withResourceType(
  withSchema(
    withSchema(noDeclarations, schemaExample('device-schema')),
    schemaExample('badge-schema'),
    {
      resourceType: 'User',
      required: false,
    },
  ),
  parseResourceType(parseJson(exampleText('device-type'))),
);

const wearing = (userName: string, badge: object) => ({
  ...userBody(userName, { [BADGE]: badge }),
  schemas: [USER, BADGE],
});
const device = (serial: string, rest: object = {}) => ({
  schemas: [DEVICE],
  displayName: `Device ${serial}`,
  serial,
  ...rest,
});
const ids = (body: Body): string[] => body.Resources.map(({ id }: { id: string }) => id);

async function find(client: Client, path: string, filter: string): Promise<string[]> {
  const { status, body } = await client('GET', withQuery(path, { filter }));
  expect(status).toBe(200);
  return ids(body);
}

inEachDialect(['strict', 'lenient'], (setting: Setting) => {
  let declared: Promise<void> | undefined;
  /** The client, once the tenant has its schemas. */
  async function scim(): Promise<Client> {
    declared ??= declare(setting.world, setting.tenantId, declarations);
    await declared;
    return setting.client;
  }
  async function create(path: string, body: object): Promise<Body> {
    const answer = await (await scim())('POST', path, body);
    expect(answer.status).toBe(201);
    return answer.body;
  }
  const replace = (path: string, value: unknown) => patchBody({ op: 'replace', path, value });

  test('an extension is validated, kept, and shown as its attributes say', async () => {
    const client = await scim();
    const badge = {
      number: 'A-1',
      active: true,
      issuedAt: '2026-01-02T03:04:05Z',
      pin: '1234',
      notes: 'n',
      zones: [{ value: 'Lab', type: 'lab', until: '2027-01-01T00:00:00Z' }],
    };
    const created = await create('/Users', wearing('shown', badge));
    const { pin: _, notes: __, ...visible } = badge;
    // What is returned on request, whoever sends it gets back (RFC 7643 section 7).
    expect(created[BADGE]).toEqual({ ...visible, notes: 'n' });
    expect((await client('GET', `/Users/${created.id}`)).body[BADGE]).toEqual(visible);
    expect(created.schemas).toEqual([USER, BADGE]);
    const asked = withQuery(`/Users/${created.id}`, { attributes: `${BADGE}:notes,${BADGE}:pin` });
    expect((await client('GET', asked)).body[BADGE]).toEqual({ notes: 'n' });
    const without = withQuery(`/Users/${created.id}`, { excludedAttributes: `${BADGE}:zones` });
    expect((await client('GET', without)).body[BADGE]).not.toHaveProperty('zones');
    for (const [name, value] of Object.entries({ active: 'maybe', issuedAt: 'now' })) {
      const wrong = await client('POST', '/Users', wearing('wrong', { [name]: value }));
      expectRefusal(wrong, 400, 'invalidValue', new RegExp(`Badge:${name}`));
    }
  });

  test('an extension is patched, by path and without, and immutable holds', async () => {
    const client = await scim();
    const issuedAt = '2026-01-02T03:04:05Z';
    const { id } = await create('/Users', wearing('patched', { number: 'P-1', issuedAt }));
    const path = `/Users/${id}`;
    const steps = patchBody(
      { op: 'add', path: `${BADGE}:zones`, value: [{ value: 'Lab' }, { value: 'Roof' }] },
      { op: 'replace', path: `${BADGE}:zones[value eq "lab"].type`, value: 'lab' },
      { op: 'remove', path: `${BADGE}:zones[value eq "Roof"]` },
      { op: 'replace', value: { [BADGE]: { active: false } } },
    );
    const { status, body } = await client('PATCH', path, steps);
    expect(status).toBe(200);
    expect(body[BADGE]).toEqual({
      number: 'P-1',
      issuedAt,
      active: false,
      zones: [{ value: 'Lab', type: 'lab' }],
    });
    const later = await client('PATCH', path, replace(`${BADGE}:issuedAt`, '2026-02-02T00:00:00Z'));
    expectRefusal(later, 400, 'mutability', /issuedAt/);
    const removed = await client('PATCH', path, patchBody({ op: 'remove', path: BADGE }));
    expectRefusal(removed, 400, 'mutability', /issuedAt/);
  });

  test('an extension is filtered and sorted by; a unique attribute finds in one step', async () => {
    const client = await scim();
    const [one, two] = [
      await create('/Users', wearing('f1', { number: 'F-1', zones: [{ value: 'Attic' }] })),
      await create('/Users', wearing('f2', { number: 'F-2', active: true })),
    ];
    expect(await find(client, '/Users', `${BADGE}:number eq "F-2"`)).toEqual([two.id]);
    expect(await find(client, '/Users', `${BADGE.toUpperCase()}:NUMBER eq "F-1"`)).toEqual([
      one.id,
    ]);
    expect(await find(client, '/Users', `${BADGE}:number eq "f-1"`)).toEqual([]);
    expect(await find(client, '/Users', `number eq "F-1" and userName eq "f1"`)).toEqual([one.id]);
    expect(await find(client, '/Users', `${BADGE}:zones[value eq "attic"]`)).toEqual([one.id]);
    expect(await find(client, '/Users', `${BADGE}:number sw "F-"`)).toEqual([one.id, two.id]);
    const secret = await client('GET', withQuery('/Users', { filter: `${BADGE}:pin eq "1"` }));
    expectRefusal(secret, 400, 'invalidFilter', /never shown/);
    const sorted = withQuery('/Users', {
      filter: `${BADGE}:number sw "F-"`,
      sortBy: `${BADGE}:number`,
      sortOrder: 'descending',
    });
    expect(ids((await client('GET', sorted)).body)).toEqual([two.id, one.id]);
  });

  test('a unique value belongs to one resource, through every door, and free when it is given up', async () => {
    const client = await scim();
    const one = await create('/Users', wearing('u1', { number: 'U-1' }));
    const two = await create('/Users', wearing('u2', { number: 'U-2' }));
    const path = `/Users/${two.id}`;
    const detail = /Another User has this urn:example:.*:Badge:number/;
    const attempts = [
      await client('POST', '/Users', wearing('u3', { number: 'U-1' })),
      await client('PUT', path, wearing('u2', { number: 'U-1' })),
      await client('PATCH', path, replace(`${BADGE}:number`, 'U-1')),
    ];
    for (const attempt of attempts) expectRefusal(attempt, 409, 'uniqueness', detail);
    expect((await client('GET', '/Users?filter=userName%20eq%20"u3"')).body.totalResults).toBe(0);
    expect((await client('PATCH', path, replace(`${BADGE}:number`, 'u-1'))).status).toBe(200);
    await client('PATCH', `/Users/${one.id}`, patchBody({ op: 'remove', path: `${BADGE}:number` }));
    expect((await client('PATCH', path, replace(`${BADGE}:number`, 'U-1'))).status).toBe(200);
    await client('DELETE', path);
    await create('/Users', wearing('u4', { number: 'U-1' }));
  });

  test('of those that claim a unique value at once, exactly one gets it', async () => {
    const client = await scim();
    for (let round = 0; round < 3; round += 1) {
      const answers = await Promise.all(
        Array.from({ length: 5 }, (_, n) =>
          client('POST', '/Devices', device(`race-${round}`, { displayName: `D${n}` })),
        ),
      );
      const statuses = answers.map(({ status }) => status).toSorted();
      expect(statuses).toEqual([201, 409, 409, 409, 409]);
      const found = await find(client, '/Devices', `serial eq "race-${round}"`);
      expect(found).toEqual(
        answers.filter(({ status }) => status === 201).map(({ body }) => body.id),
      );
    }
  });

  test('a resource type of the tenant has every operation', async () => {
    const client = await scim();
    const created = await create('/Devices', device('life', { memory: 16, externalId: 'asset-1' }));
    const path = `/Devices/${created.id}`;
    expect(created.meta).toMatchObject({ resourceType: 'Device', version: 'W/"1"' });
    expect(created.meta.location).toMatch(new RegExp(`/scim/v2${path}$`));
    const read = await client('GET', path);
    expect(read.body).toEqual(created);
    expect(read.headers.get('etag')).toBe('W/"1"');
    const put = await client('PUT', path, device('life', { externalId: 'asset-1', memory: 32 }));
    expect(put).toMatchObject({ status: 200, body: { memory: 32, meta: { version: 'W/"2"' } } });
    const stale = await client('PATCH', path, replace('memory', 64), { 'if-match': 'W/"1"' });
    expectRefusal(stale, 412);
    const owner = await create('/Users', userBody('owner'));
    const patched = await client('PATCH', path, replace('owner.value', owner.id));
    expect(patched.body.owner).toEqual({ value: owner.id });
    expectRefusal(await client('PATCH', path, replace('serial', 'x')), 400, 'mutability', /serial/);
    expect(await find(client, '/Devices', 'externalId eq "asset-1"')).toEqual([created.id]);
    expect(await find(client, '/Devices', `owner eq "${owner.id}"`)).toEqual([created.id]);
    expect(await find(client, '/Devices', `id eq "${created.id}"`)).toEqual([created.id]);
    expectRefusal(await client('GET', `/Users/${created.id}`), 404);
    expectRefusal(await client('GET', `/Devices/${owner.id}`), 404);
    expect((await client('DELETE', path)).status).toBe(204);
    expectRefusal(await client('GET', path), 404, undefined, /There is no Device/);
    expect(await find(client, '/Devices', 'serial eq "life"')).toEqual([]);
  });

  test('a resource type of the tenant is listed, paged and searched, alone and with the others', async () => {
    const client = await scim();
    const made: string[] = [];
    for (const n of [3, 1, 2]) {
      made.push((await create('/Devices', device(`list-${n}`, { kind: 'listed', memory: n }))).id);
    }
    const filter = 'kind eq "listed"';
    const sorted = {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],
      filter,
      sortBy: 'memory',
    };
    const search = await client('POST', '/Devices/.search', sorted);
    expect(search.body.Resources.map(({ memory }: { memory: number }) => memory)).toEqual([
      1, 2, 3,
    ]);
    const first = await client('GET', withQuery('/Devices', { filter, cursor: '', count: 2 }));
    expect(ids(first.body)).toEqual(made.slice(0, 2));
    const cursor = first.body.nextCursor;
    const next = await client('GET', withQuery('/Devices', { filter, cursor, count: 2 }));
    expect(ids(next.body)).toEqual(made.slice(2));
    const all = (await client('GET', '/Devices?count=0')).body.totalResults;
    expect(all).toBeGreaterThanOrEqual(3);
    const typed = { schemas: sorted.schemas, filter: 'meta.resourceType eq "Device"' };
    const root = await client('POST', '/.search', typed);
    expect(root.body.totalResults).toBe(all);
    expect(new Set(root.body.Resources.map((each: Body) => each.meta.resourceType))).toEqual(
      new Set(['Device']),
    );
  });

  test('what is not in the schema is refused or dropped, as the dialect has it', async () => {
    const client = await scim();
    const answer = await client('POST', '/Devices', device('unknown', { constructor: 'x' }));
    if (setting.dialect === 'strict') expectRefusal(answer, 400, 'invalidSyntax', /constructor/);
    else expect(answer.body).not.toHaveProperty('constructor', 'x');
    const bare = await client('POST', '/Users', userBody('bare', { number: 'B-1' }));
    if (setting.dialect === 'strict') expectRefusal(bare, 400, 'invalidSyntax', /number/);
    else expect(bare.body[BADGE]).toEqual({ number: 'B-1' });
  });

  test('a device can be no member of a group', async () => {
    const client = await scim();
    const { id } = await create('/Devices', device('member'));
    const group = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'], displayName: 'G' };
    const { status } = await client('POST', '/Groups', { ...group, members: [{ value: id }] });
    expect(status).toBe(400);
  });

  test('a unique attribute is looked up without a walk', async () => {
    const { store } = setting.world.ports;
    const walk = store.idsAfter;
    const client = await scim();
    await create('/Users', wearing('direct', { number: 'direct-1' }));
    Object.assign(store, {
      idsAfter: () => {
        throw new DomainError('internal', 'Walked.');
      },
    });
    try {
      expect(await find(client, '/Users', `${BADGE}:number eq "direct-1"`)).toHaveLength(1);
      expect(await find(client, '/Devices', 'serial eq "none" and memory gt 1')).toEqual([]);
    } finally {
      Object.assign(store, { idsAfter: walk });
    }
  });
});
