import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import { sharedScope } from '#shared/identity/scope.ts';
import type { SchemaDefinition } from '#shared/scim/schema-definition.ts';
import { attribute } from '#shared/scim/schemas/attribute.ts';
import { mintToken } from '#shared/tenancy/token.ts';
import { meter } from '../support/meter.ts';
import { newClient, newTable } from '../support/new-table.ts';
import { type Client, clientOf, createWorld, type World } from '../support/world.ts';
import { declare } from './support/declare.ts';
import { userBody } from './support/request-bodies.ts';

const BADGE = 'urn:example:scim:schemas:2.0:Badge';

const badge = (...names: string[]): SchemaDefinition => ({
  id: BADGE,
  name: 'Badge',
  description: 'Badge',
  attributes: names.map((name) => attribute(name, name)),
});
const onUser = { resourceType: 'User', schema: BADGE, required: false };
const wearing = (userName: string, values: object) => userBody(userName, { [BADGE]: values });

let world: World;
let tenantId: string;
let client: Client;
let costOf: ReturnType<typeof meter>['of'];
let tenants = 0;
beforeAll(async () => {
  const { client: dynamoDB, tableName } = await newTable();
  costOf = meter(dynamoDB, newClient()).of;
  world = await createWorld({ client: dynamoDB, tableName });
});
beforeEach(async () => {
  tenants += 1;
  tenantId = `tenant-${tenants}`;
  client = await world.directory('lenient', { tenantId });
});
afterAll(() => {
  expect(world.unforeseen).toEqual([]);
});

describe('the very next request of a warm process', () => {
  test('is served by the first version, a write too', async () => {
    expect((await client('GET', '/Users')).status).toBe(200);
    await declare(world, tenantId, { schemas: [badge('number')], extensions: [onUser] });
    const { status, body } = await client('POST', '/Users', wearing('ada', { number: '7' }));
    expect(status).toBe(201);
    expect(body[BADGE]).toEqual({ number: '7' });
  });

  test('is served by the version after the one that it knew, a write too', async () => {
    await declare(world, tenantId, { schemas: [badge('number')], extensions: [onUser] });
    const { body } = await client('POST', '/Users', wearing('ada', { number: '7', color: 'red' }));
    expect(body[BADGE]).toEqual({ number: '7' });
    await declare(world, tenantId, { schemas: [badge('number', 'color')], extensions: [onUser] });
    const put = await client(
      'PUT',
      `/Users/${body.id}`,
      wearing('ada', { number: '8', color: 'red' }),
    );
    expect(put.body[BADGE]).toEqual({ number: '8', color: 'red' });
    await declare(world, tenantId, { schemas: [badge('number')], extensions: [] });
    expect((await client('GET', `/Schemas/${BADGE}`)).status).toBe(404);
    expect((await client('GET', `/Users/${body.id}`)).body).not.toHaveProperty([BADGE]);
  });

  test('knows them by a token, and in a directory, that were made later', async () => {
    await declare(world, tenantId, { schemas: [badge('number')], extensions: [onUser] });
    const later = await world.directory('strict', { tenantId });
    expect((await later('GET', `/Schemas/${BADGE}`)).status).toBe(200);
  });

  test('knows them by a token that was made at the same time', async () => {
    for (let round = 0; round < 5; round += 1) {
      tenantId = `at-once-${round}`;
      await world.directory('lenient', { tenantId, id: 'first' });
      const [made] = await Promise.all([
        Promise.allSettled([tokenFor('first'), world.directory('strict', { tenantId, id: 'new' })]),
        declare(world, tenantId, { schemas: [badge('number')], extensions: [onUser] }),
      ]);
      const clients = made.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
      for (const each of clients) {
        expect((await each('GET', `/Schemas/${BADGE}`)).status).toBe(200);
      }
    }
  });
});

test('the access tokens of an OAuth client know them, also those that it has already', async () => {
  await world.directory('lenient', { tenantId, id: 'first' });
  const createdAt = new Date(world.clock.now()).toISOString();
  const expiresAt = new Date(world.clock.now() + 3_600_000).toISOString();
  const own = { tenantId, directoryId: 'first', createdAt };
  const secret = { id: world.ports.newId(), hash: 'h', createdAt, expiresAt };
  const id = world.ports.newId();
  const rest = { scope: 'full', tokenMinutes: 60, secrets: [secret], trusts: [] } as const;
  await world.tenancy.createClient({ ...own, ...rest, id });
  const tokenId = world.ports.newId();
  const { token, secretHash } = await mintToken(tokenId);
  const terms = { dialect: 'lenient', visibility: 'tenant', scope: 'full' } as const;
  const byClient = { id, credentialId: secret.id };
  await world.tenancy.addAccessToken({
    ...{ ...own, ...terms, id: tokenId, secretHash, expiresAt, client: byClient },
  });
  const scim = clientOf(world.api, token);
  expect((await scim('GET', `/Schemas/${BADGE}`)).status).toBe(404);
  await declare(world, tenantId, { schemas: [badge('number')], extensions: [onUser] });
  expect((await scim('GET', `/Schemas/${BADGE}`)).status).toBe(200);
});

async function tokenFor(directoryId: string): Promise<Client> {
  const directory = await world.tenancy.directory(tenantId, directoryId);
  if (!directory) throw new TypeError('There is no such directory.');
  const { dialect, visibility, createdAt } = directory;
  const id = world.ports.newId();
  const { token, secretHash } = await mintToken(id);
  const expiresAt = new Date(world.clock.now() + 3_600_000).toISOString();
  const terms = { tenantId, directoryId, dialect, visibility, createdAt };
  await world.tenancy.addToken(
    { ...terms, id, scope: 'full', secretHash, expiresAt },
    world.clock.now(),
  );
  return clientOf(world.api, token);
}

describe('looking for declarations', () => {
  test('costs a tenant without any nothing', async () => {
    const { body } = await client('POST', '/Users', userBody('ada'));
    await client('GET', `/Users/${body.id}`);
    const cost = await costOf(() => client('GET', `/Users/${body.id}`));
    expect(cost).toMatchObject({ roundTrips: 1, readUnits: 2.5, credentialUnits: 1 });
  });

  test('costs a tenant that has some one unit and no time', async () => {
    await declare(world, tenantId, { schemas: [badge('number')], extensions: [onUser] });
    const { body } = await client('POST', '/Users', wearing('ada', { number: '7' }));
    await client('GET', `/Users/${body.id}`);
    const cost = await costOf(() => client('GET', `/Users/${body.id}`));
    expect(cost).toMatchObject({ roundTrips: 1, readUnits: 3.5, credentialUnits: 1 });
  });
});

describe('a resource type', () => {
  const names = ['outbox', 'journal', 'slice', 'Users', 'Member', 'Guard', 'D', 'constructor'];

  test.each(names)('may be called %s and is no row of another kind', async (name) => {
    const type = { name, endpoint: `/${name}-of-ours`, description: '', schema: BADGE };
    await declare(world, tenantId, { schemas: [badge('number')], resourceTypes: [type] });
    const user = (await client('POST', '/Users', userBody('ada'))).body;
    const body = { schemas: [BADGE], number: '7', externalId: 'e' };
    const created = await client('POST', type.endpoint, body);
    expect(created).toMatchObject({ status: 201, body: { meta: { resourceType: name } } });
    const { id } = created.body;
    const scope = sharedScope(tenantId);
    const row = await world.table.get(keys.resource(scope, name, id));
    expect(row?.['type']).toEqual({ S: `TYPE#${name}` });
    for (const [path, only] of [
      [type.endpoint, id],
      ['/Users', user.id],
    ]) {
      const { Resources } = (await client('GET', path)).body;
      expect(Resources.map((each: { id: string }) => each.id)).toEqual([only]);
    }
    expect((await client('DELETE', `${type.endpoint}/${id}`)).status).toBe(204);
    expect((await client('GET', type.endpoint)).body.totalResults).toBe(0);
    expect((await client('GET', `/Users/${user.id}`)).status).toBe(200);
  });
});

describe('versions', () => {
  test('are put into force one after the other: of two at once, one', async () => {
    const both = await Promise.allSettled([
      declare(world, tenantId, { schemas: [badge('number')] }),
      declare(world, tenantId, { schemas: [badge('color')] }),
    ]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await world.declarations.declarationVersion(tenantId)).toBe(1);
  });

  test('are kept', async () => {
    await declare(world, tenantId, { schemas: [badge('number')] });
    await declare(world, tenantId, { schemas: [badge('number', 'color')] });
    const first = await world.declarations.declaredVersion(tenantId, 1);
    expect(first?.declarations.schemas).toEqual([badge('number')]);
    expect(await world.declarations.declaredVersion(tenantId, 3)).toBeUndefined();
  });

  test('of a tenant that does not exist are refused', async () => {
    await expect(declare(world, 'nobody', {})).rejects.toMatchObject({ code: 'notFound' });
  });
});
