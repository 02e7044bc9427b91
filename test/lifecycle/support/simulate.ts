import { stateOf } from '#shared/identity/lifecycle-state.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { setState } from '#shared/identity/set-state.ts';
import { updateResource } from '#shared/identity/update-resource.ts';
import { DAY, dayOf } from '#shared/lifecycle/activity.ts';
import { releaseStop } from '#shared/lifecycle/approve-run.ts';
import { type Outcome, sweepTenant } from '#shared/lifecycle/sweep-tenant.ts';
import { groupType } from '#shared/scim/resource-types.ts';
import { Crash, type Fault } from '../../support/faults.ts';
import { mandate, newGroup, newUser } from '../../support/people.ts';
import { byAdmin, type LifecycleWorld, type PolicyInput } from './lifecycle-world.ts';

/** What the simulation knows of somebody by itself, to judge the policy by. */
export interface Person {
  readonly id: string;
  /** Days between two sign-ins. */
  readonly habit: number;
  /** On this day they stop, without a word. */
  fadesOn: number;
  /** Days on which they were seen, let in or created. */
  readonly seen: number[];
  excluded: boolean;
  /** Into the excluded group, and out of it. */
  readonly moves: [day: number, into: boolean][];
}

export interface Year {
  readonly people: readonly Person[];
  readonly released: number;
  readonly crashes: number;
}

export const yearPolicy: PolicyInput = {
  mode: 'automatic',
  stages: {
    warn: { inactiveDays: 40 },
    suspend: { inactiveDays: 60 },
    deactivate: { daysAfterPrevious: 30 },
    delete: { daysAfterPrevious: 60 },
  },
  neverSignedIn: 45,
  brake: { perRun: { percent: 10 }, perDay: { percent: 15 } },
};

interface Settings {
  readonly people: number;
  readonly days: number;
  /** Days from one sweep to the next. */
  readonly every: number;
  readonly random: () => number;
}

/**
 * A year of people who join, sign in, move into and out of an excluded group, leave with and without a word, and are
 * rehired; with two sweeps at once on each day, through which calls fail, are lost, collide, or end the process.
 */
export async function simulate(
  world: LifecycleWorld,
  { people: count, days, every, random }: Settings,
): Promise<Year> {
  const { ports, clock, seen } = world;
  const group = await newGroup(ports, 'Left alone');
  await world.setPolicy({ ...yearPolicy, exclude: { groups: [group.id] } });
  const people: Person[] = [];
  const chance = (probability: number) => random() < probability;
  const today = () => dayOf(clock.now());
  let [released, crashes] = [0, 0];

  async function join(): Promise<void> {
    const { id } = await newUser(ports, `p${people.length}@example.com`);
    const fadesOn = chance(0.4) ? today() + Math.floor(random() * days) : Number.POSITIVE_INFINITY;
    const habit = 1 + Math.floor(random() * 30);
    const person: Person = {
      id,
      habit,
      fadesOn,
      seen: [today()],
      excluded: false,
      moves: [],
    };
    people.push(person);
    if (chance(0.1)) await moveInto(person, true);
  }

  async function moveInto(person: Person, excluded: boolean): Promise<void> {
    const members = excluded
      ? [{ op: 'add' as const, members: [{ value: person.id }] }]
      : [{ op: 'remove' as const, ids: [person.id] }];
    const attributes = (current: ResourceRecord['attributes']) => current;
    await updateResource(ports, mandate, groupType, group.id, { attributes, members });
    person.excluded = excluded;
    person.moves.push([today(), excluded]);
  }

  async function live(person: Person, user: ResourceRecord | undefined): Promise<void> {
    if (!user) return;
    if (stateOf(user) !== 'active') return await maybeRehire(person);
    if (isExpected(person)) await signIn(person);
    else if (chance(0.002 * every)) await dismiss(person);
    else if (chance(0.004 * every)) await moveInto(person, !person.excluded);
  }

  const isExpected = ({ fadesOn, seen: days, habit }: Person) =>
    today() < fadesOn && today() - (days.at(-1) ?? 0) >= habit;

  async function signIn(person: Person): Promise<void> {
    await seen(person.id);
    person.seen.push(today());
  }

  async function dismiss(person: Person): Promise<void> {
    await setState(ports, mandate, person.id, 'deactivated');
  }

  async function maybeRehire(person: Person): Promise<void> {
    if (!chance(0.01 * every)) return;
    await setState(ports, mandate, person.id, 'active');
    person.fadesOn = chance(0.5) ? Number.POSITIVE_INFINITY : today() + 50;
    person.seen.push(today());
  }

  /** Two processes at once; one that ends is started again. */
  async function sweepThroughFaults(): Promise<void> {
    const faults: Fault[] = [
      'conflict',
      'conflict',
      'lost',
      'crashBefore',
      'crashAfter',
      'throttle',
    ];
    world.setFaults(() =>
      chance(0.06) ? faults[Math.floor(random() * faults.length)] : undefined,
    );
    const process = async (tries = 50): Promise<Outcome> => {
      try {
        return await sweepTenant(ports, 'acme', () => true);
      } catch (error) {
        if (tries === 0) throw error;
        if (error instanceof Crash) crashes += 1;
        return await process(tries - 1);
      }
    };
    const outcomes = await Promise.all([process(), process()]);
    world.setFaults(undefined);
    if (outcomes.includes('stopped')) await look();
  }

  /** An administrator who looks at what has stopped, now and then. */
  async function look(): Promise<void> {
    if (!chance(0.5)) return;
    await releaseStop(ports, byAdmin, 'acme');
    released += 1;
  }

  for (let n = 0; n < count / 2; n += 1) await join();
  for (let day = 0; day < days; day += every) {
    clock.time += every * DAY;
    if (people.length < count) await join();
    const users = await Promise.all(people.map(({ id }) => world.user(id)));
    for (const [index, person] of people.entries()) await live(person, users[index]);
    await sweepThroughFaults();
  }
  return { people, released, crashes };
}
