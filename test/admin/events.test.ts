import { beforeAll, describe, expect, test } from 'vitest';
import type { Client } from '../support/world.ts';
import { type AdminWorld, createAdminWorld } from './support/admin-world.ts';

let world: AdminWorld;
let scim: Client;
const people: Record<string, string> = {};
beforeAll(async () => {
  world = await createAdminWorld();
  scim = await clientOf('acme', {});
  for (const name of ['ada', 'alan', 'grace']) people[name] = await push(scim, name);
  await deactivate('alan');
  await world.publishAll('acme');
});

async function clientOf(tenant: string, settings: object): Promise<Client> {
  const path = await world.directory(tenant, 'okta', settings);
  return world.scim((await world.admin('POST', `${path}/tokens`, {})).body.token);
}

async function push(client: Client, userName: string): Promise<string> {
  const schemas = ['urn:ietf:params:scim:schemas:core:2.0:User'];
  return (await client('POST', '/Users', { schemas, userName })).body.id;
}

async function deactivate(name: string): Promise<void> {
  const { status } = await scim('PATCH', `/Users/${people[name]}`, {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
    Operations: [
      { op: 'replace', path: 'title', value: 'Dr' },
      { op: 'replace', path: 'active', value: false },
    ],
  });
  expect(status).toBeLessThan(300);
}

interface Page {
  readonly events: readonly { id: string; type: string; data: { userName: string } }[];
  readonly next: string;
  readonly more: boolean;
}

const page = async (query: string, tenant = 'acme'): Promise<Page> => {
  const { status, body } = await world.admin('GET', `/tenants/${tenant}/events${query}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
};

const told = ({ events }: Page) => events.map(({ type, data }) => `${type} ${data.userName}`);

const everything = [
  'user.created ada',
  'user.created alan',
  'user.created grace',
  'user.updated alan',
  'user.deactivated alan',
];

describe('events', () => {
  test('come in order, and a cursor for those to come', async () => {
    const all = await page('');
    expect(told(all)).toEqual(everything);
    expect(all.more).toBe(false);
    expect(await page(`?after=${all.next}`)).toMatchObject({ events: [], more: false });
    expect(all.events[4]).toMatchObject({
      specversion: '1.0',
      tenant: 'acme',
      subject: { type: 'User', id: people['alan'] },
      actor: { type: 'directory', id: 'okta' },
      version: 2,
    });
  });

  test.each([1, 2, 3, 4, 5])('come in pages of %d, none twice and none left out', async (limit) => {
    const seen: string[] = [];
    let after = '';
    for (let more = true; more; ) {
      const next = await page(`?limit=${limit}${after}`);
      expect(next.events.length).toBeLessThanOrEqual(limit);
      seen.push(...told(next));
      after = `&after=${next.next}`;
      more = next.more;
    }
    expect(seen).toEqual(everything);
  });

  test('can be told by type and by subject', async () => {
    expect(told(await page('?types=user.deactivated,user.created&limit=4'))).toEqual([
      'user.created ada',
      'user.created alan',
      'user.created grace',
      'user.deactivated alan',
    ]);
    expect(told(await page(`?subject=${people['ada']}`))).toEqual(['user.created ada']);
    expect(told(await page(`?subject=${people['ada']}&types=user.deleted`))).toEqual([]);
  });

  test('can be followed from the last ones on', async () => {
    const latest = await page('?last=2');
    expect(told(latest)).toEqual(everything.slice(-2));
    expect((await page('?last=0')).events).toEqual([]);
    people['hopper'] = await push(scim, 'hopper');
    expect((await page(`?after=${latest.next}`)).events).toEqual([]);
    await world.publishAll('acme');
    expect(told(await page(`?after=${latest.next}`))).toEqual(['user.created hopper']);
    everything.push('user.created hopper');
  });

  test('of what a directory keeps to itself are told as well', async () => {
    await push(await clientOf('globex', { visibility: 'own' }), 'hank');
    await world.publishAll('globex');
    expect(told(await page('', 'globex'))).toEqual(['user.created hank']);
  });

  test('are each tenant’s own', async () => {
    await world.admin('POST', '/tenants', { name: 'empty' });
    const nothing = await page('', 'empty');
    expect(nothing).toMatchObject({ events: [], more: false });
    const { status, body } = await world.admin('GET', `/tenants/acme/events?after=${nothing.next}`);
    expect({ status, code: body.error.code }).toEqual({ status: 400, code: 'invalidCursor' });
  });

  test('are not told from a cursor after which some may have expired', async () => {
    const { next } = await page('');
    world.clock.offset += 91 * 86_400_000;
    const { status, body } = await world.admin('GET', `/tenants/acme/events?after=${next}`);
    world.clock.offset = 0;
    expect({ status, code: body.error.code }).toEqual({ status: 400, code: 'expiredCursor' });
  });

  test.each([
    ['after=x', 'after: is no cursor of this tenant'],
    ['after=%00', 'after: is no cursor of this tenant'],
    ['types=user.created,user.exploded', 'types'],
    ['types=', 'types'],
    ['subject=ada', 'subject: is not an id'],
    ['limit=ten', 'limit: is not a whole number'],
    ['from=1', 'query: does not take from'],
  ])('are not told for the query %s', async (query, problem) => {
    const { status, body } = await world.admin('GET', `/tenants/acme/events?${query}`);
    expect(status).toBe(400);
    expect(body.error.message).toContain(problem);
  });
});

describe('the timeline of a user', () => {
  const timeline = (query: string) => world.admin('GET', `/tenants/${query}`);

  test('tells who did what, the last first, and goes on before that', async () => {
    const { body } = await timeline(`acme/users/${people['alan']}/timeline?limit=1`);
    expect(body.changes).toEqual([
      {
        id: expect.any(String),
        time: expect.any(String),
        version: 2,
        actor: { type: 'directory', id: 'okta' },
        cause: 'scim',
        requestId: 'request-1',
        events: [
          { type: 'user.updated', data: expect.objectContaining({ changed: ['title'] }) },
          { type: 'user.deactivated', data: expect.objectContaining({ active: false }) },
        ],
      },
    ]);
    const before = await timeline(`acme/users/${people['alan']}/timeline?before=${body.next}`);
    expect(before.body).toMatchObject({ changes: [{ version: 1 }], next: null });
  });

  test('is found with the directory that keeps the user to itself', async () => {
    const [hank] = (await page('', 'globex')).events;
    const id = (hank as unknown as { subject: { id: string } }).subject.id;
    expect((await timeline(`globex/users/${id}/timeline`)).body.changes).toEqual([]);
    const own = await timeline(`globex/users/${id}/timeline?directory=okta`);
    expect(own.body.changes).toHaveLength(1);
  });

  test.each([
    ['acme/users/alan/timeline', 404],
    ['acme/groups/x/timeline', 404],
    ['acme/users/019cad3e-a1f0-7c31-9e02-5b7f44d8c610/timeline?before=x', 400],
    ['acme/users/019cad3e-a1f0-7c31-9e02-5b7f44d8c610/timeline?directory=none', 404],
    ['nobody/users/019cad3e-a1f0-7c31-9e02-5b7f44d8c610/timeline', 404],
  ])('is refused at %s', async (path, expected) => {
    expect((await timeline(path)).status).toBe(expected);
  });
});
