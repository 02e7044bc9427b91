import { expect } from 'vitest';
import { createWorld } from '../../support/world.ts';
import { doorOf } from './arrivals.ts';

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';

/** What a verified person of acme says. */
export const claimsOf = (name: string, more: object = {}) => ({
  preferred_username: name,
  email: `${name}@acme.example`,
  email_verified: true,
  given_name: 'Ada',
  family_name: 'Lind',
  ...more,
});

/** A tenant with a directory that provisions people, and the door through which they come. */
export async function createArriving() {
  const world = await createWorld();
  const scim = await world.directory('lenient', { id: 'okta' });
  const door = doorOf(world);

  async function provision(userName: string, more: object = {}): Promise<string> {
    const { status, body } = await scim('POST', '/Users', { schemas: [USER], userName, ...more });
    expect(status).toBe(201);
    return body.id;
  }

  const setActive = async (id: string, active: boolean) =>
    await scim('PATCH', `/Users/${id}`, {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      Operations: [{ op: 'replace', path: 'active', value: active }],
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

  return { world, scim, door, provision, setActive, expectRefusal };
}
