import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import { revocationOf } from '#functions/adapters/dynamodb/revocation-item.ts';
import { deleteResource } from '#shared/identity/delete-resource.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { setState } from '#shared/identity/set-state.ts';
import { signOutEverywhere } from '#shared/identity/sign-out-everywhere.ts';
import { isActive } from '#shared/identity/user-state.ts';
import { userType } from '#shared/scim/resource-types.ts';
import { type Fault, withFaults } from '../support/faults.ts';
import { newTable } from '../support/new-table.ts';
import { acme, mandate, newUser } from '../support/people.ts';
import { createWorld, type World } from '../support/world.ts';

const { pk } = keys.revocation('acme', '', '');

let world: World;
beforeAll(async () => {
  world = await createWorld();
});

/** The epochs that the rows of one user say, oldest first. */
async function revoked(userId: string): Promise<number[]> {
  const all = (await world.table.query({ pk })).map(revocationOf);
  return all.flatMap((one) => ('sub' in one && one.sub === userId ? [one.epoch] : []));
}

const read = (id: string) => world.store.resource(acme, 'User', id);

/** What ends access, and what must not. */
const steps = {
  deactivate: (id: string) => setState(world.ports, mandate, id, 'deactivated'),
  reactivate: (id: string) => setState(world.ports, mandate, id, 'active'),
  'sign out': (id: string) => signOutEverywhere(world.ports, mandate, id),
} as const;
type Step = keyof typeof steps;

function endsAccess(step: Step, { attributes }: ResourceRecord): boolean {
  return step === 'sign out' || (step === 'deactivate' && isActive(attributes));
}

describe('the epoch of a user', () => {
  test('grows with whatever ends access, and a row says so beside it', async () => {
    const names = Object.keys(steps) as Step[];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...names), { maxLength: 6 }), async (taken) => {
        let user = await newUser(world.ports, `${world.ports.newId()}@example.com`);
        const expected: number[] = [];
        for (const step of taken) {
          const ends = endsAccess(step, user);
          const after = await steps[step](user.id);
          expect(after.epoch).toBe(user.epoch + Number(ends));
          if (ends) expected.push(after.epoch);
          user = after;
        }
        await deleteResource(world.ports, mandate, userType, user.id);
        expect((await revoked(user.id)).sort()).toEqual([...expected, user.epoch + 1].sort());
      }),
      { numRuns: 25 },
    );
  });

  test.each<Fault>(['crashBefore', 'crashAfter', 'conflict', 'lost'])(
    'and its row are written together or not at all (%s)',
    async (fault) => {
      const { client, setFaults } = withFaults((await newTable()).client);
      const faulty = await createWorld({ client, tableName: world.table.name });
      const { id } = await newUser(world.ports, `${fault}@example.com`);
      let due: Fault | undefined = fault;
      setFaults((command) => {
        if (command !== 'TransactWriteItemsCommand') return undefined;
        const now = due;
        due = undefined;
        return now;
      });
      await setState(faulty.ports, mandate, id, 'deactivated').catch(() => undefined);
      const user = await read(id);
      expect(due).toBeUndefined();
      expect(user?.epoch).toBe(fault === 'crashBefore' ? 0 : 1);
      expect(await revoked(id)).toEqual(user?.epoch === 1 ? [1] : []);
      expect(user && isActive(user.attributes)).toBe(user?.epoch === 0);
    },
  );

  test('says nothing of a group', async () => {
    const before = (await world.table.query({ pk })).length;
    expect(before).toBeGreaterThan(0);
    const { status } = await (await world.directory('lenient'))('POST', '/Groups', {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
      displayName: 'Engineering',
    });
    expect(status).toBe(201);
    expect(await world.table.query({ pk })).toHaveLength(before);
  });
});

describe('signing out everywhere', () => {
  test('is one version and one event, and leaves the user as they are', async () => {
    const user = await newUser(world.ports, 'ada@example.com');
    const after = await signOutEverywhere(world.ports, mandate, user.id);
    expect(after).toMatchObject({ version: 2, epoch: 1, attributes: user.attributes });
    expect(await read(user.id)).toEqual(after);
    const events = await world.table.query({
      pk: keys.resource(acme, 'User', user.id).pk,
      prefix: 'EVENT#',
    });
    const [record] = events.map((row) => JSON.parse(row['record']?.S ?? '')).slice(-1);
    expect(record).toMatchObject({ version: 2, happenings: [{ type: 'user.signed_out' }] });
  });

  test('of two at once are two epochs', async () => {
    const { id } = await newUser(world.ports, 'twice@example.com');
    await Promise.all([1, 2].map(() => signOutEverywhere(world.ports, mandate, id)));
    expect(await read(id)).toMatchObject({ version: 3, epoch: 2 });
    expect((await revoked(id)).sort()).toEqual([1, 2]);
  });

  test.each(['no-id', '019cad3e-9c2b-7d11-8a41-0f6a1f0b2c3d'])('%s is nobody', async (id) => {
    const signedOut = signOutEverywhere(world.ports, mandate, id);
    await expect(signedOut).rejects.toMatchObject({ code: 'notFound' });
  });
});
