import { stateOf } from '#shared/identity/lifecycle-state.ts';
import { DAY } from '#shared/kernel/clock.ts';
import { dayOf } from '#shared/lifecycle/activity.ts';
import { newGroup, newUser } from '../../support/people.ts';
import type { LifecycleWorld } from '../support/lifecycle-world.ts';
import { createDelivery } from './deliver.ts';
import { inLanes } from './in-lanes.ts';
import { intentOf, live, move } from './live.ts';
import { seeded } from './seeded.ts';
import { createSweeper } from './sweep-through-faults.ts';
import { type Person, rules, type Year, yearPolicy } from './year.ts';

export interface Settings {
  readonly people: number;
  readonly days: number;
  /** Days from one sweep to the next. */
  readonly every: number;
  readonly seed: number;
  /** Part of the calls in a sweep that something befalls. */
  readonly faultRate: number;
  readonly tell?: (progress: string) => void;
}

/** One in so many stops on the same day: more than the brake lets pass. */
const DEPARTMENT = 8;
/** Of everybody, so many are there from the first day. */
const FROM_THE_START = 0.8;

/**
 * A year of people who join, sign in, move into and out of an excluded group, leave with and without a word, one by
 * one and once as a whole department, are rehired, and are taken back by an administrator; with sweeps, at times two
 * at once, and with deliveries of events, through which calls fail, are lost, collide, or end the process.
 */
export async function simulate(world: LifecycleWorld, settings: Settings): Promise<Year> {
  const { people: count, days, every, seed, tell = () => undefined } = settings;
  const { clock, ports } = world;
  const random = seeded(seed);
  const group = await newGroup(ports, 'Left alone');
  await world.setPolicy({ ...yearPolicy, exclude: { groups: [group.id] } });
  const sweeper = createSweeper(world, settings);
  // A slice of records is a hundred calls, any of which may end the process.
  const delivery = createDelivery(world, { seed: seed + 3, faultRate: settings.faultRate / 5 });
  const people: Person[] = [];
  const outcomes: (string | undefined)[] = [];
  const start = dayOf(clock.now());
  /** On which the department is there for the last time. */
  const closing = start + every * Math.ceil((days * 0.25) / every);

  async function join(newcomers: number): Promise<void> {
    const first = people.length;
    const drawn = Array.from({ length: newcomers }, (_, n) => drawPerson(random, days, first + n));
    const joined = await inLanes(drawn, async ({ userName, fadesIn, habit, moves }) => {
      const { id } = await newUser(ports, userName);
      const today = dayOf(clock.now());
      const fadesOn = today + fadesIn;
      const person = { id, habit, fadesOn, seen: [today], excluded: false, moves: [] };
      return { person, moves };
    });
    people.push(...joined.map(({ person }) => person));
    // One group: whoever changed it at once would only wait for each other.
    for (const { person, moves } of joined) if (moves) await move(world, group.id, person);
  }

  async function liveOn(today: number): Promise<void> {
    const states = await inLanes(people, (person) => stateOn(world, person, today));
    const intents = people.map((person, index) => {
      const state = states[index] ?? 'deleted';
      const intent = intentOf(person, state, { today, every, random });
      if (today !== closing || index % DEPARTMENT !== 0 || state !== 'active') return intent;
      person.fadesOn = today;
      return 'signIn';
    });
    outcomes.push(...(await inLanes(people, (person, at) => live(world, person, intents[at]))));
    for (const [index, person] of people.entries()) {
      if (intents[index] === 'move') await move(world, group.id, person);
    }
  }

  await join(Math.ceil(count * FROM_THE_START));
  const rest = count - people.length;
  for (let day = every; day <= days; day += every) {
    clock.time += every * DAY;
    const joinedBy = Math.ceil(count * FROM_THE_START) + Math.round((rest * day) / days);
    await join(Math.min(count, joinedBy) - people.length);
    await liveOn(start + day);
    await sweeper.sweep();
    await delivery.deliver();
    tell(`day ${day}, ${people.length} people`);
  }
  const of = (what: string) => outcomes.filter((outcome) => outcome === what).length;
  const back = { cameBack: of('back'), undone: of('undone') };
  const { brakeStops, releases, completed, ...befell } = sweeper.found();
  const faults = befell.faults + delivery.found.faults;
  const crashes = befell.crashes + delivery.found.crashes;
  const { delivered } = delivery;
  const found = { brakeStops, releases, completed, faults, crashes, delivered };
  return { people, ...found, ...back, today: dayOf(clock.now()) };
}

function drawPerson(random: () => number, days: number, n: number) {
  return {
    userName: `p${n}@example.com`,
    fadesIn: random() < 0.3 ? Math.floor(random() * days) : Number.POSITIVE_INFINITY,
    habit: 8 + Math.floor(random() * 28),
    moves: random() < 0.05,
  };
}

/** Whom no policy can have touched, and nobody dismissed, is as they were: most need no look. */
async function stateOn(world: LifecycleWorld, { id, seen, dismissedOn }: Person, today: number) {
  const lastSeen = seen.at(-1) ?? 0;
  const isUntouched = today - lastSeen < rules.needed.suspended.inactive;
  if (isUntouched && (dismissedOn ?? 0) < lastSeen) return 'active';
  const user = await world.user(id);
  return user ? stateOf(user) : 'deleted';
}
