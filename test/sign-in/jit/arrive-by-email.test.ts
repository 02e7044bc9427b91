import { describe, expect, test } from 'vitest';
import { social } from '../support/arrivals.ts';
import { claimsOf, createArriving } from '../support/arriving.ts';

const { door, provision, expectRefusal } = await createArriving();

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
