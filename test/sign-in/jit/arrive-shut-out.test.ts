import { describe, expect, test } from 'vitest';
import { changeUser } from '#shared/identity/change-user.ts';
import { LINK_ENDED_FOR } from '#shared/identity/links.ts';
import { setState } from '#shared/identity/set-state.ts';
import { userType } from '#shared/scim/resource-types.ts';
import { inviteUser } from '#shared/sign-in/jit/invite-user.ts';
import { mandate } from '../../support/people.ts';
import { company, social } from '../support/arrivals.ts';
import { claimsOf, createArriving } from '../support/arriving.ts';

const admin = { ...mandate, actor: { type: 'admin', id: 'root' }, cause: 'admin' } as const;

const { world, scim, door, provision, setActive, expectRefusal } = await createArriving();

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
