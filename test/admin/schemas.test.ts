import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { exampleText } from '../scim/custom/support/declared.ts';
import type { Client } from '../support/world.ts';
import { type AdminWorld, createAdminWorld } from './support/admin-world.ts';

const BADGE = 'urn:example:params:scim:schemas:extension:2.0:Badge';
const DEVICE = 'urn:example:params:scim:schemas:2.0:Device';
const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const badge = JSON.parse(exampleText('badge-schema'));
const deviceSchema = JSON.parse(exampleText('device-schema'));
const deviceType = JSON.parse(exampleText('device-type'));

let world: AdminWorld;
let tenants = 0;
let tenant: string;
let scim: Client;
beforeAll(async () => {
  world = await createAdminWorld();
});
beforeEach(async () => {
  tenants += 1;
  const directory = await world.directory(`tenant-${tenants}`, 'hr', { dialect: 'strict' });
  tenant = `/tenants/tenant-${tenants}`;
  const { token } = (await world.admin('POST', `${directory}/tokens`, {})).body;
  scim = world.scim(token);
});
afterAll(() => expect(world.unforeseen).toEqual([]));

const putBadge = async (document: object = badge, query = '?extends=User') =>
  await world.admin('PUT', `${tenant}/schemas/${BADGE}${query}`, document);
const putDevice = async (type: object = deviceType) => {
  await world.admin('PUT', `${tenant}/schemas/${DEVICE}`, deviceSchema);
  return await world.admin('PUT', `${tenant}/resource-types/Device`, type);
};
const get = async (path: string) => (await world.admin('GET', `${tenant}${path}`)).body;
const withoutAttribute = (name: string) => ({
  ...badge,
  attributes: badge.attributes.filter((each: { name: string }) => each.name !== name),
});
const messageOf = ({ status, body }: { status: number; body: { error?: { message: string } } }) =>
  `${status} ${body.error?.message}`;

describe('a schema', () => {
  test('is put, shown, listed and found in discovery', async () => {
    const { status, body } = await putBadge();
    expect(status).toBe(201);
    expect(body).toMatchObject({
      version: 1,
      extends: [{ resourceType: 'User', required: false }],
    });
    expect(body.schema).toMatchObject({ id: BADGE, name: 'Badge' });
    expect(await get(`/schemas/${BADGE}`)).toEqual(body);
    expect(await get('/schemas')).toEqual({
      version: 1,
      createdAt: body.createdAt,
      schemas: [
        {
          id: BADGE,
          name: 'Badge',
          attributes: badge.attributes.length,
          extends: [{ resourceType: 'User', required: false }],
          resourceTypes: [],
        },
      ],
    });
    const shown = await scim('GET', `/Schemas/${BADGE}`);
    expect(shown.body).toEqual({ ...body.schema, meta: shown.body.meta });
    const user = (await scim('GET', '/ResourceTypes/User')).body;
    expect(user.schemaExtensions).toContainEqual({ schema: BADGE, required: false });
  });

  test('put again as it is makes no version, and keeps what it extends', async () => {
    const first = (await putBadge()).body;
    const again = await putBadge(badge, '');
    expect(again).toMatchObject({ status: 200, body: first });
  });

  test('that is not one is refused at the exact place', async () => {
    const wrong = { ...badge, attributes: [{ name: 'a' }, { name: 'b', type: 'text' }] };
    expect(messageOf(await putBadge(wrong))).toMatch(/^400 attributes\[1\]\.type: must be one of/);
    expect(messageOf(await putBadge({ ...badge, id: DEVICE }))).toMatch(/^400 id: is urn:example/);
    expect(messageOf(await putBadge(badge, '?extends=Robot'))).toMatch(/^404 There is no resource/);
    expect(messageOf(await putBadge(badge, '?required=true'))).toMatch(/^400 required: name/);
    expect(messageOf(await putBadge(badge, '?extend=User'))).toMatch(/^400 query: does not take/);
    expect((await get('/schemas')).version).toBe(0);
  });

  test('of a tenant that does not exist is refused, and never that of another tenant', async () => {
    const path = `/tenants/nobody/schemas/${BADGE}`;
    expect((await world.admin('PUT', path, badge)).status).toBe(404);
    await putBadge();
    await world.directory('neighbour');
    expect((await world.admin('GET', `/tenants/neighbour/schemas/${BADGE}`)).status).toBe(404);
    expect((await world.admin('GET', '/tenants/neighbour/schemas')).body.schemas).toEqual([]);
  });
});

describe('versions', () => {
  test('grow by one with each change, and the earlier ones stay readable', async () => {
    await putBadge(withoutAttribute('notes'));
    const second = (await putBadge()).body;
    expect(second.version).toBe(2);
    const count = async (query: string) => (await get(`/schemas${query}`)).schemas[0]?.attributes;
    expect(await count('')).toBe(badge.attributes.length);
    expect(await count('?version=1')).toBe(badge.attributes.length - 1);
    expect(await count('?version=0')).toBeUndefined();
    const removed = await world.admin('DELETE', `${tenant}/schemas/${BADGE}`);
    expect(removed).toMatchObject({ status: 200, body: { version: 3 } });
    expect((await get(`/schemas/${BADGE}?version=2`)).schema).toEqual(second.schema);
    const gone = await world.admin('GET', `${tenant}/schemas/${BADGE}`);
    expect(messageOf(gone)).toMatch(/^404 Version 3 has no schema urn:example/);
    const future = await world.admin('GET', `${tenant}/schemas?version=9`);
    expect(messageOf(future)).toMatch(/^404 The schemas of tenant-\d+ have no version 9/);
  });

  test('put at once are made one after the other or refused, and none is lost', async () => {
    const names = ['A', 'B', 'C', 'D'];
    const answers = await Promise.all(
      names.map((name) => {
        const id = `urn:example:at-once:${name}`;
        const body = { id, attributes: [{ name: 'x' }] };
        return world.admin('PUT', `${tenant}/schemas/${id}`, body);
      }),
    );
    const made = answers.filter(({ status }) => status === 201);
    expect(made.length).toBeGreaterThan(0);
    expect(answers.filter(({ status }) => status !== 201 && status !== 409)).toEqual([]);
    const { version, schemas } = await get('/schemas');
    expect(version).toBe(made.length);
    expect(schemas).toHaveLength(made.length);
  });
});

describe('a change that stored resources contradict', () => {
  const person = { schemas: [USER, BADGE], userName: 'ada', [BADGE]: { number: '7', notes: 'n' } };

  test('is refused as long as they do, and possible before and after', async () => {
    await putBadge({ ...badge, attributes: [{ name: 'number', type: 'integer' }] });
    expect((await putBadge()).status).toBe(200);
    const { body } = await scim('POST', '/Users', person);
    expect(body.id).toBeDefined();
    const changes = {
      'removes the attribute notes': () => putBadge(withoutAttribute('notes')),
      'requires the extension': () => putBadge(badge, '?extends=User&required=true'),
      'takes the extension': () => world.admin('DELETE', `${tenant}/schemas/${BADGE}`),
    };
    for (const [reason, change] of Object.entries(changes)) {
      const message = messageOf(await change());
      expect(message).toContain(`409 This ${reason}`);
      expect(message).toContain('not possible while there is a User');
    }
    const wider = { ...badge, attributes: [...badge.attributes, { name: 'color' }] };
    expect((await putBadge(wider)).status).toBe(200);
    expect((await scim('GET', `/Users/${body.id}`)).body[BADGE].number).toBe('7');
    await scim('PUT', `/Users/${body.id}`, { schemas: [USER], userName: 'ada' });
    expect((await world.admin('DELETE', `${tenant}/schemas/${BADGE}`)).status).toBe(200);
  });

  test('is refused for those of a directory that keeps its people to itself', async () => {
    await putBadge();
    const settings = { dialect: 'strict', visibility: 'own' };
    const directory = await world.directory(tenant.split('/')[2] ?? '', 'private', settings);
    const { token } = (await world.admin('POST', `${directory}/tokens`, {})).body;
    expect((await world.scim(token)('POST', '/Users', person)).status).toBe(201);
    expect(messageOf(await putBadge(withoutAttribute('notes')))).toMatch(/^409 This removes/);
  });
});

describe('a resource type', () => {
  test('is put, shown beside the built-in ones, served, and removed when nothing is left', async () => {
    const { status, body } = await putDevice();
    expect({ status, version: body.version }).toEqual({ status: 201, version: 2 });
    expect(body.resourceType).toMatchObject({
      name: 'Device',
      endpoint: '/Devices',
      schema: DEVICE,
    });
    const { resourceTypes } = await get('/resource-types');
    expect(resourceTypes.map(({ name }: { name: string }) => name)).toEqual([
      'User',
      'Group',
      'Device',
    ]);
    const device = { schemas: [DEVICE], displayName: 'D', serial: 's-1' };
    const { id } = (await scim('POST', '/Devices', device)).body;
    const used = await world.admin('DELETE', `${tenant}/resource-types/Device`);
    expect(messageOf(used)).toContain('409 This removes the resource type Device');
    const part = await world.admin('DELETE', `${tenant}/schemas/${DEVICE}`);
    expect(messageOf(part)).toContain(
      '409 urn:example:params:scim:schemas:2.0:Device is the schema',
    );
    expect((await scim('DELETE', `/Devices/${id}`)).status).toBe(204);
    expect((await world.admin('DELETE', `${tenant}/resource-types/Device`)).status).toBe(200);
    expect((await scim('GET', '/Devices')).status).toBe(404);
    expect((await get('/resource-types?version=2')).resourceTypes).toHaveLength(3);
  });

  test('carries extensions of its own', async () => {
    await putBadge(badge, '');
    const schemaExtensions = [{ schema: BADGE, required: true }];
    const { body } = await putDevice({ ...deviceType, schemaExtensions });
    expect(body.resourceType.schemaExtensions).toEqual(schemaExtensions);
    const device = { schemas: [DEVICE], displayName: 'D', serial: 's-1' };
    expect((await scim('POST', '/Devices', device)).status).toBe(400);
    const whole = { ...device, schemas: [DEVICE, BADGE], [BADGE]: { number: '1' } };
    expect((await scim('POST', '/Devices', whole)).status).toBe(201);
  });

  test.each([
    [/^400 endpoint: \/Users is taken/, { endpoint: '/Users' }],
    [/^400 name: is Robot; put it at/, { name: 'Robot' }],
    [/^404 This tenant has no schema urn:example:none/, { schema: 'urn:example:none' }],
  ])('is refused: %s', async (message, rest) => {
    expect(messageOf(await putDevice({ ...deviceType, ...rest }))).toMatch(message);
  });

  test('that is built in cannot be put, and cannot be removed', async () => {
    const path = `${tenant}/resource-types/User`;
    const user = { name: 'User', endpoint: '/Users', schema: USER };
    expect(messageOf(await world.admin('PUT', path, user))).toMatch(/^400 name: User is taken/);
    expect((await world.admin('DELETE', path)).status).toBe(404);
  });
});
