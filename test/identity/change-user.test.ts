import { beforeAll, describe, expect, test } from 'vitest';
import { envelopesOf } from '#shared/events/envelope.ts';
import { changeUser } from '#shared/identity/change-user.ts';
import { createResource } from '#shared/identity/create-resource.ts';
import { linkEntry } from '#shared/identity/index-entries.ts';
import { MAX_LINKS, withLink, withoutLink, withRole } from '#shared/identity/links.ts';
import { ownerOf } from '#shared/identity/owners.ts';
import type { Mandate } from '#shared/identity/ports.ts';
import type { Link, ResourceRecord } from '#shared/identity/resource-record.ts';
import { userType } from '#shared/scim/resource-types.ts';
import { outboxOf } from '../scim-api/support/stored-rows.ts';
import { acme, attributes, mandate, newUser } from '../support/people.ts';
import { type Client, createWorld, type World } from '../support/world.ts';

const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const admin: Mandate = { ...mandate, actor: { type: 'admin', id: 'root' }, cause: 'admin' };
const signIn: Mandate = {
  ...mandate,
  actor: { type: 'connection', id: 'company' },
  cause: 'jit',
};

let world: World;
let scim: Client;

beforeAll(async () => {
  world = await createWorld();
  scim = await world.directory('lenient', { id: 'okta' });
});

const link = (subject: string, connectionId = 'company'): Link => ({
  connectionId,
  issuer: 'https://login.example.com',
  subject,
  linkedAt: '2026-11-22T09:00:00.000Z',
});

const change = async (id: string, next: (record: ResourceRecord) => ResourceRecord, by = signIn) =>
  await changeUser(world.ports, by, userType, id, next);

const patch = async (id: string, path: string, value: unknown) =>
  await scim('PATCH', `/Users/${id}`, {
    schemas: [PATCH_OP],
    Operations: [value === undefined ? { op: 'remove', path } : { op: 'replace', path, value }],
  });

const stored = async (id: string) => {
  const record = await world.store.resource(acme, 'User', id);
  if (!record) throw new Error(`There is no user ${id}.`);
  return record;
};

/** A user of whom the company's sign-ins wrote displayName and title. */
async function arrived(name: string): Promise<ResourceRecord> {
  return await createResource(world.ports, signIn, userType, {
    attributes: attributes({ userName: name, displayName: name, title: 'Dr' }),
    members: [],
    beside: {
      links: [link(name)],
      owners: Object.assign(Object.create(null), { displayName: 'company', title: 'company' }),
    },
  });
}

describe('a link', () => {
  test('is one person, whoever else claims it, and free again when the person is gone', async () => {
    const one = await arrived('linked-one');
    const other = await newUser(world.ports, 'linked-other');
    const claim = change(other.id, (record) => withLink(record, link('linked-one')));
    await expect(claim).rejects.toMatchObject({
      code: 'uniqueness',
      message: 'Another User signs in by this account of the identity provider.',
    });
    expect(await world.store.lookUp(acme, linkEntry(link('linked-one')))).toEqual([one.id]);
    expect((await scim('DELETE', `/Users/${one.id}`)).status).toBe(204);
    await change(other.id, (record) => withLink(record, link('linked-one')));
    expect(await world.store.lookUp(acme, linkEntry(link('linked-one')))).toEqual([other.id]);
  });

  test('taken away is free, and takes the drift of its connection along', async () => {
    const { id } = await newUser(world.ports, 'unlinked');
    await change(id, (record) => ({
      ...withLink(record, link('unlinked')),
      drift: [{ attribute: 'title', connectionId: 'company', since: '2026-11-22T09:00:00.000Z' }],
    }));
    const after = await change(id, (record) => withoutLink(record, link('unlinked')), admin);
    expect(after).not.toHaveProperty('links');
    expect(after).not.toHaveProperty('drift');
    expect(await world.store.lookUp(acme, linkEntry(link('unlinked')))).toEqual([]);
  });

  test('is one of so many and no more', async () => {
    const { id } = await newUser(world.ports, 'many-links');
    for (let n = 0; n < MAX_LINKS; n += 1) {
      await change(id, (record) => withLink(record, link(`many-${n}`)));
    }
    const oneMore = change(id, (record) => withLink(record, link('one-more')));
    await expect(oneMore).rejects.toMatchObject({ code: 'conflict' });
    const again = await change(id, (record) => withLink(record, link('many-3')));
    expect(again).toMatchObject({ version: 1 + MAX_LINKS });
  });
});

describe('what is kept beside the attributes', () => {
  test('survives PUT and PATCH, and shows in no representation', async () => {
    const { id } = await arrived('kept');
    await change(
      id,
      (r) => withRole(r, { role: 'auditor', source: 'admin', by: 'root', at: '' }),
      admin,
    );
    await patch(id, 'nickName', 'K');
    const body = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: 'kept' };
    expect((await scim('PUT', `/Users/${id}`, { ...body, displayName: 'kept' })).status).toBe(200);
    expect(await stored(id)).toMatchObject({
      links: [link('kept')],
      roles: [{ role: 'auditor' }],
      owners: { displayName: 'company' },
      cleared: ['nickName', 'title'],
    });
    const { body: shown } = await scim('GET', `/Users/${id}`);
    const names = ['displayName', 'id', 'meta', 'schemas', 'userName', 'active'];
    expect(Object.keys(shown).sort()).toEqual(names.sort());
  });

  test('is nothing at all for a user of a directory', async () => {
    const sent = { userName: 'plain', externalId: 'x', title: 'Dr', active: true };
    const { body } = await scim('POST', '/Users', { ...sent, schemas: [] });
    await patch(body.id, 'title', 'Prof');
    const members = ['attributes', 'created', 'epoch', 'externalIds', 'id', 'lastModified'];
    expect(Object.keys(await stored(body.id)).sort()).toEqual([...members, 'type', 'version']);
  });
});

describe('an attribute that a sign-in wrote', () => {
  test('is the directory’s once it changes it, also when it takes it away', async () => {
    const { id } = await arrived('taken-over');
    expect(ownerOf(await stored(id), 'title')).toEqual({
      kind: 'connection',
      connectionId: 'company',
    });
    expect(await stored(id)).toMatchObject({ unmanaged: true });
    await patch(id, 'title', 'Prof');
    const taken = await stored(id);
    expect(taken).not.toHaveProperty('unmanaged');
    expect(ownerOf(taken, 'title')).toEqual({ kind: 'managed' });
    expect(ownerOf(taken, 'displayName')).toMatchObject({ kind: 'connection' });
    await patch(id, 'displayName', undefined);
    const cleared = await stored(id);
    expect(ownerOf(cleared, 'displayName')).toEqual({ kind: 'managed' });
    expect(cleared).not.toHaveProperty('owners');
    expect(ownerOf(cleared, 'nickName')).toEqual({ kind: 'nobody' });
  });

  test('is free when its connection has no link any more', async () => {
    const { id } = await arrived('link-lost');
    const after = await change(id, (record) => withoutLink(record, link('link-lost')), admin);
    expect(ownerOf(after, 'title')).toEqual({ kind: 'nobody' });
  });

  test('is taken over by an administrator as well, who does not make the user a directory’s', async () => {
    const { id } = await arrived('by-admin');
    const renamed = (record: ResourceRecord) => ({
      ...record,
      attributes: attributes({ ...record.attributes, title: 'Prof' }),
    });
    const after = await change(id, renamed, admin);
    expect(ownerOf(after, 'title')).toEqual({ kind: 'managed' });
    expect(after).toMatchObject({ unmanaged: true });
  });
});

test('changes at once are all made, and one to what there is writes nothing', async () => {
  const { id } = await newUser(world.ports, 'at-once');
  const roles = ['a', 'b', 'c', 'd'];
  const assign = (role: string) =>
    change(id, (r) => withRole(r, { role, source: 'admin', by: 'root', at: '' }), admin);
  await Promise.all(roles.map(assign));
  const { roles: assigned, version } = await assign('a');
  expect(assigned?.map(({ role }) => role).sort()).toEqual(roles);
  expect(version).toBe(1 + roles.length);
});

test('every change tells of itself', async () => {
  const { id } = await arrived('told');
  const drift = { attribute: 'title', connectionId: 'company', since: '' };
  await change(id, (record) => ({ ...record, drift: [drift] }));
  await change(id, (record) => withLink(record, { ...link('told'), groups: ['a'] }));
  await change(id, (r) => withRole(r, { role: 'x', source: 'admin', by: 'root', at: '' }), admin);
  await change(id, (record) => withLink(record, link('told-again', 'social')));
  await patch(id, 'title', 'Prof');
  const records = await outboxOf(world, acme, 'User', id);
  const told = records.flatMap(envelopesOf).map(({ type, version, data }) => [version, type, data]);
  const issuer = 'https://login.example.com';
  expect(told).toMatchObject([
    [1, 'user.created', { changed: ['active', 'displayName', 'title', 'userName'] }],
    [1, 'user.linked', { connection: 'company', issuer }],
    [2, 'user.drifted', { connection: 'company', drifted: ['title'] }],
    [3, 'user.updated', { changed: ['links'] }],
    [4, 'user.updated', { changed: ['assignedRoles'] }],
    [5, 'user.linked', { connection: 'social', issuer }],
    [6, 'user.updated', { changed: ['managed', 'title'] }],
    [6, 'user.drifted', { connection: 'company', drifted: [] }],
  ]);
});

test('an epoch that was raised stays raised', async () => {
  const { id } = await newUser(world.ports, 'epoch');
  const after = await change(id, (record) => ({ ...record, epoch: record.epoch + 1 }), admin);
  expect(after).toMatchObject({ epoch: 1, version: 2 });
  await patch(id, 'active', false);
  expect(await stored(id)).toMatchObject({ epoch: 2 });
});
