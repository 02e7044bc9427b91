import { beforeAll, describe, expect, test } from 'vitest';
import { changeUser } from '#shared/identity/change-user.ts';
import { withLink } from '#shared/identity/links.ts';
import { userType } from '#shared/scim/resource-types.ts';
import { acme, mandate } from '../support/people.ts';
import { type AdminWorld, createAdminWorld } from './support/admin-world.ts';

let world: AdminWorld;

beforeAll(async () => {
  world = await createAdminWorld();
  await world.directory('acme', 'okta', {});
});

const invite = (email: string) => world.admin('POST', '/tenants/acme/invitations', { email });
const links = async (id: string) =>
  (await world.admin('GET', `/tenants/acme/users/${id}/links`)).body;
const link = {
  connectionId: 'google',
  issuer: 'https://accounts.google.com',
  subject: 'g-1',
  groups: ['staff'],
  linkedAt: '2026-11-22T09:00:00.000Z',
};
const join = (id: string) =>
  changeUser(world.ports, mandate, userType, id, (user) => ({
    ...withLink(user, link),
    drift: [{ attribute: 'title', connectionId: 'google', since: link.linkedAt }],
  }));

describe('an invitation', () => {
  test('makes a staged user, once, and is prolonged by the next', async () => {
    const { status, body } = await invite('guest@mail.example');
    expect(status).toBe(201);
    expect(body).toMatchObject({ userName: 'guest@mail.example', state: 'staged', by: 'admin' });
    const { invitedUntil } = await links(body.id);
    world.clock.offset += 60_000;
    const again = await invite('Guest@mail.example');
    expect(again.body.id).toBe(body.id);
    expect(Date.parse((await links(body.id)).invitedUntil)).toBeGreaterThan(
      Date.parse(invitedUntil),
    );
    const stored = await world.store.resource(acme, 'User', body.id);
    expect(stored).toMatchObject({ attributes: { active: false }, unmanaged: true });
  });

  test('is none for somebody who came already, nor for what is no address', async () => {
    const { body } = await invite('here@mail.example');
    await join(body.id);
    expect(await invite('here@mail.example')).toMatchObject({ status: 409 });
    expect(await invite('nobody')).toMatchObject({ status: 400 });
  });
});

describe('a link', () => {
  test('is shown, and taken away together with all that was minted', async () => {
    const { body } = await invite('linked@mail.example');
    await changeUser(world.ports, mandate, userType, body.id, (user) =>
      withLink(user, { ...link, subject: 'g-2' }),
    );
    const { connectionId: connection, ...rest } = { ...link, subject: 'g-2' };
    expect(await links(body.id)).toMatchObject({ links: [{ connection, ...rest }], drift: [] });
    const path = `/tenants/acme/users/${body.id}/unlink`;
    const { issuer } = link;
    const other = await world.admin('POST', path, { issuer, subject: 'g-3' });
    expect(other.body.links).toHaveLength(1);
    const { status, body: left } = await world.admin('POST', path, { issuer, subject: 'g-2' });
    expect({ status, links: left.links }).toEqual({ status: 200, links: [] });
    expect(await world.store.resource(acme, 'User', body.id)).toMatchObject({ epoch: 1 });
  });

  test('is asked of a user who is there', async () => {
    const { status } = await world.admin('GET', '/tenants/acme/users/nobody/links');
    expect(status).toBe(404);
  });
});
