import { describe, expect, test } from 'vitest';
import { envelopesOf } from '#shared/events/envelope.ts';
import { changeUser } from '#shared/identity/change-user.ts';
import { setState } from '#shared/identity/set-state.ts';
import { userType } from '#shared/scim/resource-types.ts';
import { inviteUser } from '#shared/sign-in/jit/invite-user.ts';
import { outboxOf } from '../../scim-api/support/stored-rows.ts';
import { acme, mandate } from '../../support/people.ts';
import { company, social } from '../support/arrivals.ts';
import { claimsOf, createArriving } from '../support/arriving.ts';

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const admin = { ...mandate, actor: { type: 'admin', id: 'root' }, cause: 'admin' } as const;

const { world, scim, door, provision, expectRefusal } = await createArriving();

describe('a first sign-in', () => {
  test('creates the user from the claims, with the default roles and the directory’s name', async () => {
    const okta = company({ defaultRoles: ['member'] });
    const claims = claimsOf('first', { groups: ['b', 'a', 'b'] });
    const { user, created, linked } = await door.signIn(okta, 'sub-first', claims);
    expect({ created, linked }).toEqual({ created: true, linked: true });
    expect(await door.stored(user.id)).toEqual(user);
    expect(user).toMatchObject({
      version: 1,
      attributes: {
        active: true,
        userName: 'first',
        name: { givenName: 'Ada', familyName: 'Lind' },
        emails: [{ value: 'first@acme.example', primary: true }],
      },
      externalIds: { okta: 'sub-first' },
      links: [{ connectionId: 'okta', subject: 'sub-first', groups: ['a', 'b'] }],
      roles: [{ role: 'member', source: 'connection', by: 'okta' }],
      owners: { name: 'okta', emails: 'okta' },
      unmanaged: true,
    });
    const filter = (text: string) => scim('GET', `/Users?filter=${encodeURIComponent(text)}`);
    for (const text of ['userName eq "first"', 'externalId eq "sub-first"']) {
      expect((await filter(text)).body.Resources).toMatchObject([{ id: user.id }]);
    }
    const told = (await outboxOf(world, acme, 'User', user.id)).flatMap(envelopesOf);
    expect(told).toMatchObject([
      { type: 'user.created', cause: 'jit', actor: { type: 'connection', id: 'okta' } },
      { type: 'user.linked', data: { connection: 'okta' } },
    ]);
  });

  test('is the only one: the next finds the person and writes nothing', async () => {
    const okta = company();
    const { user } = await door.signIn(okta, 'sub-again', claimsOf('again'));
    const next = await door.signIn(okta, 'sub-again', claimsOf('again'));
    expect(next).toEqual({ user, created: false, linked: false });
  });

  test('ten at once end with one person', async () => {
    const before = await door.everybody();
    const arrivals = await Promise.all(
      Array.from({ length: 10 }, () => door.signIn(company(), 'sub-ten', claimsOf('ten'))),
    );
    expect(new Set(arrivals.map(({ user }) => user.id)).size).toBe(1);
    expect(arrivals.filter(({ created }) => created)).toHaveLength(1);
    expect(await door.everybody()).toBe(before + 1);
  });

  test('without a name to go by is refused', async () => {
    const okta = company({}, { mapping: { userName: 'employee_id' } });
    const attempt = () => door.signIn(okta, 'nameless', claimsOf('nameless'));
    await expectRefusal(attempt, 'incompleteClaims', 'userName is required');
  });

  test('whose name is somebody else’s is refused, and links nobody', async () => {
    const id = await provision('taken');
    const attempt = () => door.signIn(company(), 'sub-taken', claimsOf('taken'));
    await expectRefusal(attempt, 'nameTaken', `User ${id} has this userName`);
    expect(await door.stored(id)).not.toHaveProperty('links');
  });
});

describe('somebody whom the directory provisioned', () => {
  test('is known by what the directory calls them, and linked', async () => {
    const id = await provision('known', { externalId: 'sub-known', title: 'Dr' });
    const claims = claimsOf('renamed-at-the-provider');
    const { user, created, linked } = await door.signIn(
      company({ mode: 'scim' }),
      'sub-known',
      claims,
    );
    expect({ id: user.id, created, linked }).toEqual({ id, created: false, linked: true });
    expect(user.attributes).toEqual({ userName: 'known', title: 'Dr', active: true });
    expect(user).not.toHaveProperty('unmanaged');
  });

  test('is not known by an id that another directory gave', async () => {
    const other = await world.directory('lenient', { id: 'hr' });
    await other('POST', '/Users', { schemas: [USER], userName: 'hr-1', externalId: 'sub-hr' });
    const attempt = () => door.signIn(company({ mode: 'scim' }), 'sub-hr', claimsOf('hr-2'));
    await expectRefusal(attempt, 'notProvisioned');
  });

  test('is known by a claim that the connection names', async () => {
    const id = await provision('by-number', { externalId: '4711' });
    const okta = company({ mode: 'scim' }, { externalIdClaim: 'employee.number' });
    const { user } = await door.signIn(okta, 'sub-number', { employee: { number: 4711 } });
    expect(user.id).toBe(id);
  });

  test('stays one person when they signed in first', async () => {
    const { user } = await door.signIn(company(), 'sub-early', claimsOf('early'));
    const sent = { schemas: [USER], userName: 'EARLY', externalId: 'sub-early' };
    expect((await scim('POST', '/Users', sent)).status).toBe(409);
    expect((await scim('PUT', `/Users/${user.id}`, sent)).status).toBe(200);
    const next = await door.signIn(company(), 'sub-early', claimsOf('early'));
    expect(next.user.id).toBe(user.id);
    expect(next.user).not.toHaveProperty('unmanaged');
  });
});

describe('an older system’s id', () => {
  test('is that of a directory, and adopts once', async () => {
    const legacy = await world.directory('lenient', { id: 'legacy' });
    const sent = { schemas: [USER], userName: 'old-1', externalId: '1000' };
    const { body } = await legacy('POST', '/Users', sent);
    const okta = company({ adoptLegacyId: { claim: 'legacy_id', directory: 'legacy' } });
    const claims = claimsOf('new-1', { legacy_id: 1000 });
    const { user, linked } = await door.signIn(okta, 'sub-legacy', claims);
    expect({ id: user.id, linked }).toEqual({ id: body.id, linked: true });
    expect(user).toMatchObject({ externalIds: { legacy: '1000', okta: 'sub-legacy' } });
    await expectRefusal(() => door.signIn(okta, 'sub-legacy-2', claims), 'alreadyLinked');
  });
});

describe('by mode', () => {
  test('hybrid creates only whom the directory will know again', async () => {
    const okta = company({ mode: 'hybrid' }, { externalIdClaim: 'oid' });
    const attempt = () => door.signIn(okta, 'sub-hybrid', claimsOf('hybrid'));
    await expectRefusal(attempt, 'incompleteClaims', 'claim oid');
    const { user } = await door.signIn(okta, 'sub-hybrid', claimsOf('hybrid', { oid: 'o-1' }));
    expect(user.externalIds).toMatchObject({ okta: 'o-1' });
  });

  test('an invitation is enough where sign-ins create nobody, but not where directories alone do', async () => {
    const { id } = await inviteUser(world.ports, admin, 'asked@mail.example');
    const claims = { email: 'asked@mail.example', email_verified: true };
    const attempt = (mode: 'scim' | 'invite') => door.signIn(social({ mode }), 'g-asked', claims);
    await expectRefusal(() => attempt('scim'), 'notProvisioned');
    expect(await attempt('invite')).toMatchObject({ user: { id, attributes: { active: true } } });
  });

  test('invite lets in whom an administrator invited, once the address is verified', async () => {
    const id = await provision('guest', { emails: [{ value: 'guest@mail.example' }] });
    await setState(world.ports, admin, id, 'staged');
    const claims = { email: 'Guest@mail.example', email_verified: true };
    const google = social({ mode: 'invite' });
    await expectRefusal(() => door.signIn(google, 'g-guest', claims), 'notInvited');
    const until = (time: number) => (record: object) =>
      Object.assign({}, record, { invitedUntil: new Date(time).toISOString() });
    const invite = async (time: number) =>
      await changeUser(world.ports, admin, userType, id, (record) => ({
        ...record,
        ...until(time)({}),
      }));
    await invite(world.clock.now() - 1_000);
    await expectRefusal(() => door.signIn(google, 'g-guest', claims), 'notInvited');
    await invite(world.clock.now() + 60_000);
    const unverified = { ...claims, email_verified: false };
    await expectRefusal(() => door.signIn(google, 'g-guest', unverified), 'notInvited');
    const { user } = await door.signIn(google, 'g-guest', claims);
    expect(user).toMatchObject({
      id,
      attributes: { active: true },
      links: [{ subject: 'g-guest' }],
    });
    expect(user).not.toHaveProperty('invitedUntil');
    await expectRefusal(() => door.signIn(google, 'g-other', claims), 'notInvited');
  });
});
