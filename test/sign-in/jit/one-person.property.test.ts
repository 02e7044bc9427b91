import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { envelopesOf } from '#shared/events/envelope.ts';
import { linkEntry } from '#shared/identity/index-entries.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { SignInRefused } from '#shared/sign-in/sign-in-refused.ts';
import { outboxOf } from '../../scim-api/support/stored-rows.ts';
import { type Fault, type FaultyClient, withFaults } from '../../support/faults.ts';
import { newTable } from '../../support/new-table.ts';
import { acme } from '../../support/people.ts';
import { type Client, createWorld, type World } from '../../support/world.ts';
import { doorOf } from '../support/arrivals.ts';
import { type Doing, type Door, doings, Employee } from '../support/employee.ts';

/** What happens to one person at one time, all of it at once. */
interface Moment {
  readonly doing: Doing | undefined;
  readonly through: readonly Door[];
}

let world: World;
let scim: Client;
let faulty: FaultyClient;
let door: ReturnType<typeof doorOf>;
let runs = 0;
const met = new Set<string>();

beforeAll(async () => {
  const { client, tableName } = await newTable();
  faulty = withFaults(client);
  world = await createWorld({ client, tableName });
  scim = await world.directory('lenient', { id: 'okta' });
  door = doorOf(world);
});

// A property that never met what it is about has shown nothing.
afterAll(() => {
  expect(world.unforeseen.filter((error) => !isUnavailable(error))).toEqual([]);
  const wanted = ['created', 'linked', 'known', 'deactivated', 'adopted'];
  expect([...met].filter((each) => wanted.includes(each)).sort()).toEqual(wanted.sort());
});

/** The SDK gives up after three answers in a row that were lost. */
const isUnavailable = (error: unknown) =>
  error instanceof DomainError && error.code === 'unavailable';

const moment = fc.record<Moment>({
  doing: fc.option(fc.constantFrom(...doings), { nil: undefined }),
  through: fc.array(fc.constantFrom<Door>('company', 'social'), { maxLength: 3 }),
});
/** Of the first transactions of a moment; those after them are left in peace. */
const faults = fc.array(
  fc.constantFrom<Fault | undefined>(undefined, 'conflict', 'throttle', 'lost'),
  { maxLength: 6 },
);
const history = fc.array(fc.record({ one: moment, other: moment, faults }), {
  minLength: 1,
  maxLength: 5,
});

const at = (doing?: Doing, ...through: Door[]): Moment => ({ doing, through });
const lives = (one: Moment, other = one) => ({ one, other, faults: [] });
/** Played each time: it meets everything that the property is about, which chance may leave out. */
const wholeLife = [
  lives(at(undefined, 'company'), at(undefined, 'social')),
  lives(at('provision')),
  lives(at(undefined, 'social', 'company')),
  lives(at('deactivate')),
  lives(at(undefined, 'company')),
];

test('whatever happens in whatever order, everybody is one person, and nobody deactivated gets in', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (moments) => {
      runs += 1;
      const [one, other] = [`ada-${runs}`, `bob-${runs}`].map(
        (name) => new Employee(name, scim, door),
      );
      if (!one || !other) throw new Error('There are two people.');
      for (const now of moments) {
        befallTransactions(now.faults);
        await Promise.all([live(one, now.one), live(other, now.other)]);
        faulty.setFaults(undefined);
        for (const employee of [one, other]) {
          expect((await usersOf(employee)).length).toBeLessThanOrEqual(1);
        }
      }
      for (const employee of [one, other]) await settle(employee);
    }),
    { numRuns: 12, endOnFailure: true, examples: [[wholeLife]] },
  );
}, 120_000);

async function live(employee: Employee, { doing, through }: Moment): Promise<void> {
  const wasKnown = employee.id !== undefined;
  const staysOut = wasKnown && !employee.isActive && doing !== 'reactivate' && doing !== 'delete';
  const [before] = await usersOf(employee);
  const [, ...outcomes] = await Promise.all([
    doing && employee.befall(doing),
    ...through.map((connection) => employee.signIn(connection)),
  ]);
  if (!wasKnown && before && employee.id === before.id) met.add('adopted');
  for (const outcome of outcomes) {
    const isRefused = outcome instanceof SignInRefused;
    met.add(isRefused ? outcome.reason : outcomeOf(outcome));
    if (isRefused) expect(outcome.reason).toBe('deactivated');
    else expect(outcome.user.attributes).toMatchObject({ active: true });
    if (staysOut) expect(isRefused).toBe(true);
  }
}

function outcomeOf({ created, linked }: { created: boolean; linked: boolean }): string {
  if (created) return 'created';
  return linked ? 'linked' : 'known';
}

/** In the end everybody is provisioned and comes by both doors, to themselves. */
async function settle(employee: Employee): Promise<void> {
  await employee.befall('provision');
  await employee.befall('reactivate');
  const outcomes = [await employee.signIn('company'), await employee.signIn('social')];
  const [user, ...more] = await usersOf(employee);
  if (!user) throw new Error('Nobody is there.');
  expect(more).toEqual([]);
  expect(user.id).toBe(employee.id);
  expect(outcomes).toMatchObject([{ user: { id: user.id } }, { user: { id: user.id } }]);
  expect(user.links).toHaveLength(2);
  for (const link of user.links ?? []) {
    expect(await world.store.lookUp(acme, linkEntry(link))).toEqual([user.id]);
  }
  await expectNothingWhileInactive(user);
}

/** Whatever a sign-in wrote, it wrote to somebody who was active then. */
async function expectNothingWhileInactive({ id }: ResourceRecord): Promise<void> {
  let active = true;
  for (const envelope of (await outboxOf(world, acme, 'User', id)).flatMap(envelopesOf)) {
    if (envelope.actor.type === 'connection') expect(active).toBe(true);
    if ('active' in envelope.data) active = envelope.data.active;
  }
}

/** Everybody who bears something of theirs. */
async function usersOf({ address, born }: Employee): Promise<ResourceRecord[]> {
  const name = address.slice(0, address.indexOf('@'));
  const ids = await world.store.idsAfter(acme, 'User', born, 100);
  const users = await Promise.all(ids.map((id) => world.store.resource(acme, 'User', id)));
  const isTheirs = ({ attributes, externalIds, links = [] }: ResourceRecord) =>
    new RegExp(`${name}\\b`).test(JSON.stringify([attributes, externalIds, links]));
  return users.filter((user) => user !== undefined).filter(isTheirs);
}

function befallTransactions(planned: readonly (Fault | undefined)[]): void {
  let calls = 0;
  faulty.setFaults((command) => {
    if (command !== 'TransactWriteItemsCommand') return undefined;
    calls += 1;
    return planned[calls - 1];
  });
}
