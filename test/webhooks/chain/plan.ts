import * as fc from 'fast-check';
import type { Fault } from '../../support/faults.ts';

/** What is done to a user after it was created. */
export type Deed = 'rename' | 'toggle' | 'delete';

/** What befalls one entry that is sent to the bus. */
export type BusFault = 'throttled' | 'poison' | 'crashBefore' | 'crashAfter' | 'late' | 'twice';

/** What befalls the messages of one call of the queue: taken in part and refused, lost, taken twice, ... */
export type QueueFault = 'refused' | 'partly' | 'lost' | 'twice' | 'crashBefore' | 'crashAfter';

/**
 * What an attempt meets with: answers 500 and 429; a slow loris, of which the receiver read all; a name that is
 * unknown or leads to a private address; nobody who listens; the end of our process on either side of it.
 */
export type Reception =
  | 'error'
  | 'busy'
  | 'hangs'
  | 'dns'
  | 'refusedAddress'
  | 'connect'
  | 'crashBefore'
  | 'crashAfter';

export type Step = 'relay' | 'dispatch' | 'deliver' | 'sweep' | 'reconcile';

/** How often all goes well before something does not. */
export interface Mishap<Kind> {
  readonly after: number;
  readonly kind: Kind;
}

/** All chance of a run; each list is gone through from its beginning, and is all well after its end. */
export interface Plan {
  /** For each user the deeds after its creation. */
  readonly users: readonly (readonly Deed[])[];
  /** Which user is next, modulo those that have something left. */
  readonly turns: readonly number[];
  /** What runs beside each change, at the same time. */
  readonly steps: readonly Step[];
  /** Of the calls of the table, in whatever process. */
  readonly table: readonly Mishap<Fault>[];
  /** Calls of the table that the SDK itself gives up on. */
  readonly outages: readonly Mishap<'unreachable'>[];
  readonly bus: readonly Mishap<BusFault>[];
  /** Whether a batch of the stream is dropped, as by a mapping that is disabled. */
  readonly drops: readonly boolean[];
  readonly queue: readonly Mishap<QueueFault>[];
  readonly receptions: readonly Mishap<Reception>[];
  /** Messages in both queues that nobody can read. */
  readonly poison: readonly string[];
  /** Which of the waiting messages is handed out first. */
  readonly picks: readonly number[];
  readonly batchSizes: readonly number[];
  /** Milliseconds that pass after each change. */
  readonly jumps: readonly number[];
  /** Milliseconds by which the clock of each process is off. */
  readonly skews: readonly number[];
  /** Hours for which one endpoint is dead from the beginning. */
  readonly outage: number;
  /** Messages that another one takes before it answers 410. */
  readonly farewell: number;
}

/** @param apart How often, at most, all goes well in between. */
const mishaps = <Kind>(length: number, apart: number, ...kinds: readonly Kind[]) =>
  list(
    fc.record({ after: fc.nat(apart), kind: fc.constantFrom(...kinds) }, { noNullPrototype: true }),
    length,
  );

// Else lists stay short, whatever their greatest length.
const list = <T>(one: fc.Arbitrary<T>, length: number) =>
  fc.array(one, { minLength: length / 2, maxLength: length, size: 'max' });

const deeds: readonly Deed[] = ['rename', 'rename', 'toggle', 'toggle', 'delete'];
const steps: readonly Step[] = ['relay', 'relay', 'dispatch', 'deliver', 'sweep', 'reconcile'];
const crashes = ['crashBefore', 'crashAfter'] as const;

export const plans: fc.Arbitrary<Plan> = fc.record({
  users: fc.array(fc.array(fc.constantFrom(...deeds), { minLength: 1, maxLength: 2 }), {
    minLength: 2,
    maxLength: 2,
  }),
  turns: list(fc.nat(5), 12),
  steps: list(fc.constantFrom(...steps), 24),
  table: mishaps<Fault>(16, 40, 'throttle', 'lost', ...crashes, ...crashes),
  outages: mishaps(16, 40, 'unreachable'),
  bus: mishaps<BusFault>(8, 2, 'throttled', 'poison', 'late', 'late', 'twice', ...crashes),
  drops: list(fc.boolean(), 6),
  queue: mishaps<QueueFault>(8, 3, 'refused', 'partly', 'lost', 'twice', ...crashes),
  receptions: mishaps<Reception>(
    12,
    3,
    ...(['error', 'busy', 'hangs', 'dns', 'refusedAddress', 'connect'] as const),
    ...crashes,
  ),
  poison: fc.array(fc.constantFrom('', '{', 'null', '{"id":"7"}'), { maxLength: 2 }),
  picks: list(fc.nat(11), 40),
  batchSizes: list(fc.integer({ min: 1, max: 4 }), 20),
  jumps: list(fc.constantFrom(0, 10, 1_000, 90_000), 12),
  skews: list(fc.integer({ min: -900, max: 900 }), 40),
  outage: fc.nat(20),
  farewell: fc.nat(2),
});

/** Nothing befalls anybody: somebody comes, is renamed and is locked out. */
export const steady: Plan = {
  users: [['rename', 'toggle']],
  turns: [],
  steps: [],
  table: [],
  outages: [],
  bus: [],
  drops: [],
  queue: [],
  receptions: [],
  poison: [],
  picks: [],
  batchSizes: [],
  jumps: [],
  skews: [],
  outage: 0,
  farewell: 10,
};

export type Dealer = ReturnType<typeof createDealer>;

export function createDealer(plan: Plan) {
  return {
    turn: from(plan.turns, 0),
    step: from<Step | undefined>(plan.steps, undefined),
    table: befalling(plan.table),
    outage: befalling(plan.outages),
    bus: befalling(plan.bus),
    drop: from(plan.drops, false),
    queue: befalling(plan.queue),
    reception: befalling(plan.receptions),
    pick: from(plan.picks, 0),
    batchSize: from(plan.batchSizes, 10),
    jump: from(plan.jumps, 1_000),
    skew: from(plan.skews, 0),
  };
}

function from<T>(values: readonly T[], otherwise: T): () => T {
  let next = 0;
  return () => {
    const value = values[next] ?? otherwise;
    next += 1;
    return value;
  };
}

function befalling<Kind>(mishaps: readonly Mishap<Kind>[]): () => Kind | undefined {
  let next = 0;
  let well = 0;
  return () => {
    const mishap = mishaps[next];
    if (mishap && well >= mishap.after) {
      next += 1;
      well = 0;
      return mishap.kind;
    }
    well += 1;
    return undefined;
  };
}
