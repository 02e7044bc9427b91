import { beforeAll, describe, expect, test } from 'vitest';
import { envelopesOf } from '#shared/events/envelope.ts';
import { changeUser } from '#shared/identity/change-user.ts';
import { LINK_ENDED_FOR } from '#shared/identity/links.ts';
import { setState } from '#shared/identity/set-state.ts';
import { userType } from '#shared/scim/resource-types.ts';
import { inviteUser } from '#shared/sign-in/jit/invite-user.ts';
import { outboxOf } from '../../scim-api/support/stored-rows.ts';
import { acme, mandate } from '../../support/people.ts';
import { type Client, createWorld, type World } from '../../support/world.ts';
import { company, doorOf, social } from '../support/arrivals.ts';

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const admin = { ...mandate, actor: { type: 'admin', id: 'root' }, cause: 'admin' } as const;

let world: World;
let scim: Client;
let door: ReturnType<typeof doorOf>;

beforeAll(async () => {
  world = await createWorld();
  scim = await world.directory('lenient', { id: 'okta' });
  door = doorOf(world);
});

const provision = async (userName: string, more: object = {}): Promise<string> => {
  const { status, body } = await scim('POST', '/Users', { schemas: [USER], userName, ...more });
  expect(status).toBe(201);
  return body.id;
};

const setActive = async (id: string, active: boolean) =>
  await scim('PATCH', `/Users/${id}`, {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
    Operations: [{ op: 'replace', path: 'active', value: active }],
  });

/** What a verified person of acme says. */
const claimsOf = (name: string, more: object = {}) => ({
  preferred_username: name,
  email: `${name}@acme.example`,
  email_verified: true,
  given_name: 'Ada',
  family_name: 'Lind',
  ...more,
});

/** Refused for that reason, with nothing written. */
async function expectRefusal(
  attempt: () => Promise<unknown>,
  reason: string,
  detail = '',
): Promise<void> {
  const before = await door.everybody();
  await expect(attempt()).rejects.toMatchObject({ name: 'SignInRefused', reason });
  await expect(attempt()).rejects.toThrow(detail);
  expect(await door.everybody()).toBe(before);
}

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

/** As if somebody had planned it so: in so many milliseconds. */
async function joining(id: string, ms: number): Promise<void> {
  const joinsAt = new Date(world.clock.now() + ms).toISOString();
  const planned = { joinsAt };
  await changeUser(world.ports, admin, userType, id, (user) => ({ ...user, planned }));
}

describe('deactivated or deleted', () => {
  test('nobody gets in, and nothing is written', async () => {
    const { user } = await door.signIn(company(), 'sub-gone', claimsOf('gone'));
    await setActive(user.id, false);
    const before = await door.stored(user.id);
    const attempt = () => door.signIn(company(), 'sub-gone', claimsOf('gone', { given_name: 'B' }));
    await expectRefusal(attempt, 'deactivated');
    expect(await door.stored(user.id)).toEqual(before);
    await setActive(user.id, true);
    expect((await attempt()).user.id).toBe(user.id);
  });

  test('nobody gets in by an account that was never linked either', async () => {
    const id = await provision('never', { externalId: 'sub-never', active: false });
    await expectRefusal(
      () => door.signIn(company(), 'sub-never', claimsOf('never')),
      'deactivated',
    );
    expect(await door.stored(id)).not.toHaveProperty('links');
  });

  test('nobody who is suspended gets in', async () => {
    const { user } = await door.signIn(company(), 'sub-held', claimsOf('held'));
    await setState(world.ports, admin, user.id, 'suspended');
    await expectRefusal(() => door.signIn(company(), 'sub-held', claimsOf('held')), 'deactivated');
  });

  test('nobody who is staged gets in before their date, and from then on they join by it', async () => {
    const { user } = await door.signIn(company(), 'sub-soon', claimsOf('soon'));
    await setState(world.ports, admin, user.id, 'staged');
    const attempt = () => door.signIn(company(), 'sub-soon', claimsOf('soon'));
    await expectRefusal(attempt, 'notJoined');
    await joining(user.id, 1_000);
    const before = await door.stored(user.id);
    await expectRefusal(attempt, 'notJoined');
    expect(await door.stored(user.id)).toEqual(before);
    await joining(user.id, 0);
    const joined = await attempt();
    expect(joined.user).toMatchObject({ id: user.id, attributes: { active: true } });
    expect(joined.user).not.toHaveProperty('state');
    expect(joined.user).not.toHaveProperty('planned');
    expect((await attempt()).user.version).toBe(joined.user.version);
  });

  test('an invitation lets nobody in before their date', async () => {
    const { id } = await inviteUser(world.ports, admin, 'soon@mail.example');
    await joining(id, 1_000);
    const claims = { email: 'soon@mail.example', email_verified: true };
    const attempt = () => door.signIn(social({ mode: 'invite' }), 'g-soon', claims);
    await expectRefusal(attempt, 'notJoined');
    await joining(id, -1_000);
    expect((await attempt()).user).toMatchObject({ id, attributes: { active: true } });
  });

  test('nobody comes back by a sign-in alone, until time has passed', async () => {
    const { user } = await door.signIn(company(), 'sub-deleted', claimsOf('deleted'));
    expect((await scim('DELETE', `/Users/${user.id}`)).status).toBe(204);
    const attempt = () => door.signIn(company(), 'sub-deleted', claimsOf('deleted'));
    await expectRefusal(attempt, 'deactivated', 'was deleted');
    world.clock.offset += LINK_ENDED_FOR * 1_000 + 1_000;
    const { user: anew, created } = await attempt();
    world.clock.offset = 0;
    expect(created).toBe(true);
    expect(anew.id).not.toBe(user.id);
  });

  test('the directory brings whom it likes back', async () => {
    const { user } = await door.signIn(company(), 'sub-back', claimsOf('back'));
    await scim('DELETE', `/Users/${user.id}`);
    const id = await provision('back', { externalId: 'sub-back' });
    const { user: back, linked } = await door.signIn(company(), 'sub-back', claimsOf('back'));
    expect({ id: back.id, linked }).toEqual({ id, linked: true });
  });
});

describe('an email address', () => {
  const byEmail = { linkByEmail: 'verifiedDomain' } as const;
  const person = async (name: string) =>
    await provision(`hr-${name}`, { emails: [{ value: `${name}@Acme.example` }] });

  test('links nobody unless the connection says so', async () => {
    const id = await person('unasked');
    const { user, created } = await door.signIn(social(), 'g-unasked', claimsOf('unasked'));
    expect(created).toBe(true);
    expect(user.id).not.toBe(id);
  });

  test('links the one who has it, and leaves the user name alone', async () => {
    const id = await person('mail');
    const { user, linked } = await door.signIn(social(byEmail), 'g-mail', claimsOf('MAIL'));
    expect({ id: user.id, linked }).toEqual({ id, linked: true });
    expect(user.attributes['userName']).toBe('hr-mail');
  });

  test('that nobody verified links nobody, nor becomes a name or an address here', async () => {
    await person('unverified');
    const claims = claimsOf('unverified', { email_verified: false });
    const { user, created } = await door.signIn(social(byEmail), 'g-unverified', claims);
    expect(created).toBe(true);
    expect(user.attributes).toMatchObject({ userName: 'google:g-unverified' });
    expect(user.attributes).not.toHaveProperty('emails');
  });

  test('or name that people choose for themselves takes nobody’s user name before a directory brings them', async () => {
    const open = social({}, { id: 'forum', kind: 'oidc', issuer: 'https://forum.example' });
    for (const [subject, chosen] of [
      ['f-1', 'admin'],
      ['f-2', 'hr-late'],
    ] as const) {
      const claims = { preferred_username: chosen, email: `${chosen}@forum.example` };
      const { user } = await door.signIn(open, subject, claims);
      expect(user.attributes['userName']).toBe(`forum:${subject}`);
    }
    const brought = await provision('hr-late');
    const { user } = await door.signIn(open, 'f-2', { preferred_username: 'hr-late' });
    expect(user.id).not.toBe(brought);
    // A name that nobody chooses is for the tenant to say.
    const mapped = { ...open, id: 'desk', mapping: { userName: 'preferred_username' } };
    const { user: named } = await door.signIn(mapped, 'f-3', { preferred_username: 'desk-3' });
    expect(named.attributes['userName']).toBe('desk-3');
    const own = { ...open, id: 'ours', trustEmail: true };
    const { user: trusted } = await door.signIn(own, 'f-4', { preferred_username: 'ours-4' });
    expect(trusted.attributes['userName']).toBe('ours-4');
  });

  test('of a domain that is not proved to be the tenant’s links nobody', async () => {
    await provision('hr-foreign', { emails: [{ value: 'foreign@elsewhere.example' }] });
    const claims = claimsOf('foreign', { email: 'foreign@elsewhere.example' });
    expect(await door.signIn(social(byEmail), 'g-foreign', claims)).toMatchObject({
      created: true,
    });
  });

  test('of several people says of nobody who they are', async () => {
    await person('shared');
    await provision('hr-shared-too', { emails: [{ value: 'shared@acme.example' }] });
    const attempt = () => door.signIn(social(byEmail), 'g-shared', claimsOf('shared'));
    await expectRefusal(attempt, 'ambiguousEmail');
  });

  test('that was given to somebody new does not give them what the old one had', async () => {
    await person('reassigned');
    await door.signIn(social(byEmail), 'g-old', claimsOf('reassigned'));
    const attempt = () => door.signIn(social(byEmail), 'g-new', claimsOf('reassigned'));
    await expectRefusal(attempt, 'alreadyLinked');
  });

  test('of a domain that is not allowed stays outside, known or not', async () => {
    const open = social(byEmail);
    const strict = social({ ...byEmail, allowedDomains: ['acme.example'] });
    const claims = claimsOf('elsewhere', { email: 'someone@mail.acme.example' });
    await door.signIn(open, 'g-elsewhere', claims);
    await expectRefusal(() => door.signIn(strict, 'g-elsewhere', claims), 'domainNotAllowed');
    const unverified = claimsOf('someone', { email_verified: false });
    await expectRefusal(() => door.signIn(strict, 'g-someone', unverified), 'emailNotVerified');
    expect(await door.signIn(strict, 'g-someone', claimsOf('someone'))).toMatchObject({
      created: true,
    });
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
