import type { ChainHistory } from './chain-history.ts';
import { type ChainSettings, type ChainWorld, createChainWorld } from './chain-world.ts';
import { createDealer, type Dealer, type Deed, type Plan, type Step } from './plan.ts';

const MINUTE = 60_000;

/** What was committed so long ago is the reconciler's. */
const LATE = 6 * MINUTE;

/** The longest that a delivery can take, and more. */
const LONGEST = 100 * 60 * MINUTE;

/** Plays a plan from the first change until nothing moves any more, on a table of its own, and records what happened. */
export async function playChain(plan: Plan, settings: ChainSettings): Promise<ChainHistory> {
  const draw = createDealer(plan);
  const world = await createChainWorld(draw, settings);
  try {
    await endpoints(world, plan);
    for (const body of plan.poison) poison(world, body);
    await changes(world, plan, draw);
    await settle(world, settings);
    return await world.history();
  } finally {
    world.close();
  }
}

/** One that takes everything, one in order, one that is dead for a while, and one that leaves for good. */
async function endpoints({ clock, endpoint }: ChainWorld, plan: Plan): Promise<void> {
  const back = clock.now() + plan.outage * 60 * MINUTE;
  await endpoint('all', {}, () => 204);
  await endpoint('in order', { ordered: true }, () => 200);
  await endpoint('dead', { types: ['user.created', 'user.deactivated'] }, () =>
    clock.now() < back ? undefined : 200,
  );
  await endpoint('leaving', { types: ['user.created'] }, (made) =>
    made < plan.farewell ? 200 : 410,
  );
  clock.offset += MINUTE;
}

/** What nobody can make anything of must not hold up the rest. */
function poison({ clock, mail }: ChainWorld, body: string): void {
  mail.events.put(body, clock.now());
  mail.attempts.put(body, clock.now());
}

async function changes(world: ChainWorld, plan: Plan, draw: Dealer): Promise<void> {
  const users = plan.users.map((deeds, nth): User => {
    return { deeds: [...deeds], userName: `user-${nth}`, id: undefined };
  });
  for (let nth = 0, left = users; left.length > 0; nth += 1) {
    const user = left[draw.turn() % left.length];
    if (!user) break;
    await Promise.all([
      change(world, user, nth),
      step(world, draw.step()),
      step(world, draw.step()),
    ]);
    world.clock.offset += draw.jump();
    // Who was told of no id does nothing more.
    left = left.filter((one) => (one.id === undefined ? one !== user : one.deeds.length > 0));
  }
}

interface User {
  readonly userName: string;
  readonly deeds: Deed[];
  id: string | undefined;
}

async function change({ directory }: ChainWorld, user: User, nth: number): Promise<void> {
  if (user.id === undefined) {
    user.id = await directory.create(user.userName);
    return;
  }
  const deed = user.deeds.shift();
  if (deed) await directory.change(user.id, deed, nth);
}

async function step({ steps }: ChainWorld, name: Step | undefined): Promise<void> {
  if (name) await steps[name]();
}

/** Lets time pass until every event has come to an end everywhere. */
async function settle(world: ChainWorld, { sweeps }: ChainSettings): Promise<void> {
  const { clock, steps } = world;
  const began = clock.now();
  const reconciling = createReconciling(world);
  while (clock.now() < began + LONGEST) {
    await drain(world);
    const isReconciled = await reconciling();
    if (sweeps) await steps.sweep();
    const next = await world.nextDue(sweeps);
    if (next === Number.POSITIVE_INFINITY && isReconciled) return;
    // The longer it takes, the less it matters when exactly.
    const step = Math.max(next - clock.now(), MINUTE, (clock.now() - began) / 8);
    clock.offset += Math.round(Math.min(step, isReconciled ? LONGEST : LATE));
  }
}

/** Reconciles whatever is late. @returns whether there is nothing left to do for it. */
function createReconciling({ clock, stream, reconcile }: ChainWorld) {
  let [commits, lastCommit, isReconciled] = [0, clock.now(), false];
  return async (): Promise<boolean> => {
    if (stream.commits() > commits) {
      [commits, lastCommit, isReconciled] = [stream.commits(), clock.now(), false];
    }
    if (!isReconciled && clock.now() >= lastCommit + LATE) {
      isReconciled = (await reconcile())?.left === 0;
    }
    return isReconciled;
  };
}

async function drain({ clock, steps, stream, mail }: ChainWorld): Promise<void> {
  while (stream.size() > 0) await steps.relay();
  while (mail.events.next() <= clock.now()) await steps.dispatch();
  while (mail.attempts.next() <= clock.now()) {
    // Two at a time, as several of them work off one queue.
    await Promise.all([steps.deliver(), steps.deliver()]);
  }
}
