import { isLostRace } from '#shared/identity/identity-store.ts';
import { contention } from '#shared/identity/ports.ts';
import { scopesOf } from '#shared/identity/scope.ts';
import { DAY, isoTime } from '#shared/kernel/clock.ts';
import { once } from '#shared/kernel/once.ts';
import { retry } from '#shared/kernel/retry.ts';
import { dayOf, type Feed } from '#shared/lifecycle/activity.ts';
import { enrolPage } from '#shared/lifecycle/enrol.ts';
import { executeNext, hitBy } from '#shared/lifecycle/execute-run.ts';
import { halt, staleFeed, usualHours } from '#shared/lifecycle/halt.ts';
import { planSlice } from '#shared/lifecycle/plan-run.ts';
import type { Policy } from '#shared/lifecycle/policy.ts';
import type { LifecyclePorts } from '#shared/lifecycle/ports.ts';
import { isOpen, type Run, type Sweep } from '#shared/lifecycle/run.ts';
import { noneOfAny, removalsIn } from '#shared/lifecycle/stages.ts';

/** Where a tenant's policy stands when a sweep leaves it. */
export type Outcome =
  /** Nothing is left to do today. */
  | 'idle'
  /** Time ran out; somebody has to go on. */
  | 'unfinished'
  /** A plan waits to be approved. */
  | 'waiting'
  /** Until somebody releases it. */
  | 'stopped';

/** Milliseconds after which a plan that nobody approved is made anew. */
const PLAN_KEPT = 7 * DAY;

/** What a sweep is asked for beyond what is due by the calendar. */
export interface Asked {
  /**
   * Something new now, though there was a run today: a plan, which waits for an approval whatever the policy's mode
   * and takes the place of one that waits; or a run, unless one is open already.
   */
  readonly begin?: 'plan' | 'run' | undefined;
}

interface Context {
  readonly policy: Policy;
  readonly population: () => Promise<number>;
  readonly hasTime: () => boolean;
  /** What was asked for and is not begun yet. */
  begin: Asked['begin'];
}

/**
 * Carries a tenant's policy on, step by step, until nothing is left or time runs out. Each step is one conditional
 * write or transaction from what was read, so it may be cut off anywhere, and others may do the same at once: nothing
 * is done twice and nobody is passed over.
 */
export async function sweepTenant(
  ports: LifecyclePorts,
  tenantId: string,
  hasTime: () => boolean,
  { begin }: Asked = {},
): Promise<Outcome> {
  const policy = await ports.lifecycle.policy(tenantId);
  if (!policy || policy.mode === 'off') return 'idle';
  const population = once(() => populationOf(ports, tenantId));
  const context: Context = { policy, population, hasTime, begin };
  while (hasTime()) {
    const outcome = await retry({ policy: contention, ...ports }, isLostRace, async () =>
      nextStep(ports, context, await ports.lifecycle.sweep(tenantId)),
    );
    if (outcome) return outcome;
  }
  return 'unfinished';
}

/** One step; what there is to say when there is none. @throws LostRace. */
async function nextStep(
  ports: LifecyclePorts,
  context: Context,
  sweep: Sweep,
): Promise<Outcome | undefined> {
  const { policy } = context;
  const { run, stop } = sweep;
  if (stop) return 'stopped';
  const feed = await ports.activity.feed(sweep.tenantId);
  const stale = staleFeed(feed, sweep, ports.clock.now());
  if (stale) {
    await halt(ports, sweep, stale);
    return 'stopped';
  }
  if (!isOpen(run)) return await beginAnew(ports, context, sweep, feed);
  const isReplaced = context.begin === 'plan' && run.phase !== 'executing';
  context.begin = isReplaced ? 'plan' : undefined;
  if (isReplaced || run.policyVersion !== policy.version || isTooOld(ports, run)) {
    await ports.lifecycle.replaceSweep(withRun(sweep, { ...run, phase: 'expired' }));
    return undefined;
  }
  switch (run.phase) {
    case 'planning':
      await planSlice(ports, policy, sweep, run);
      return undefined;
    case 'planned':
      return await startIfMay(ports, context, sweep, run);
    default:
      return await execute(ports, context, sweep, run);
  }
}

async function beginAnew(
  ports: LifecyclePorts,
  context: Context,
  sweep: Sweep,
  feed: Feed | undefined,
): Promise<Outcome | undefined> {
  const { policy } = context;
  const now = ports.clock.now();
  const enrolled = await enrolPage(ports, policy, sweep, dayOf(now));
  if (enrolled !== sweep) return undefined;
  if (!context.begin && (sweep.run?.day ?? 0) >= dayOf(now)) return 'idle';
  const waits = policy.mode === 'approve' || context.begin === 'plan';
  const usual = usualHours(feed, sweep.usualHours);
  const next = { ...withRun(sweep, newRun(ports, policy, waits)), usualHours: usual, allowance: 0 };
  await ports.lifecycle.replaceSweep(next);
  context.begin = undefined;
  return undefined;
}

function newRun({ newId, clock }: LifecyclePorts, policy: Policy, waits: boolean): Run {
  const now = clock.now();
  return {
    id: newId(),
    policyVersion: policy.version,
    day: dayOf(now),
    startedAt: isoTime(now),
    phase: 'planning',
    waits,
    parts: 0,
    planned: noneOfAny,
    hash: '',
    cursor: { part: 0, place: 0 },
    taken: noneOfAny,
    skipped: { changed: 0, excluded: 0, gone: 0 },
  };
}

/** Nothing of a plan is begun that is too much as a whole. */
async function startIfMay(
  ports: LifecyclePorts,
  { policy, population }: Context,
  sweep: Sweep,
  run: Run,
): Promise<Outcome | undefined> {
  if (run.parts > 0 && run.waits && !run.approved) return 'waiting';
  const more = removalsIn(run.planned);
  const now = ports.clock.now();
  const hit = more > 0 ? hitBy(policy, await population(), sweep, run, more, now) : undefined;
  if (hit && sweep.allowance < more) {
    await halt(ports, sweep, { reason: 'brake', ...hit });
    return 'stopped';
  }
  await ports.lifecycle.replaceSweep(withRun(sweep, { ...run, phase: 'executing' }));
  return undefined;
}

/** The part of the plan that it is at, or as much of it as time allows. */
async function execute(
  ports: LifecyclePorts,
  { policy, population, hasTime }: Context,
  sweep: Sweep,
  run: Run,
): Promise<undefined> {
  const { part } = run.cursor;
  const entries = run.parts > 0 ? await ports.lifecycle.part(sweep.tenantId, run.id, part) : [];
  const execution = { policy, population: await population() };
  let now: Sweep = sweep;
  for (let at = run; at.phase === 'executing' && at.cursor.part === part && hasTime(); ) {
    now = await executeNext(ports, execution, now, at, entries);
    if (now.stop || !now.run) return undefined;
    at = now.run;
  }
  return undefined;
}

function isTooOld({ clock }: LifecyclePorts, { phase, startedAt }: Run): boolean {
  return phase === 'planned' && clock.now() - Date.parse(startedAt) > PLAN_KEPT;
}

function withRun(sweep: Sweep, run: Run): Sweep {
  return { ...sweep, revision: sweep.revision + 1, run };
}

/** How many users a tenant has, in all of its realms and in whatever state. */
export async function populationOf(
  { store, tenancy }: LifecyclePorts,
  tenantId: string,
): Promise<number> {
  const scopes = scopesOf(tenantId, await tenancy.directories(tenantId));
  const tallies = await Promise.all(scopes.map((scope) => store.tally(scope, 'User')));
  return tallies.reduce((sum, { total }) => sum + total, 0);
}
