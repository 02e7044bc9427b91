import { isoTime } from '#shared/kernel/clock.ts';
import { dayOf } from '#shared/lifecycle/activity.ts';
import { halt } from '#shared/lifecycle/halt.ts';
import { countWithinDay, withCount } from '#shared/lifecycle/hourly-counts.ts';
import type { PlanEntry } from '#shared/lifecycle/lifecycle-store.ts';
import { type Look, lookAt, putOff } from '#shared/lifecycle/look-at.ts';
import type { Policy } from '#shared/lifecycle/policy.ts';
import { policyRecord } from '#shared/lifecycle/policy-record.ts';
import { byPolicy, type LifecyclePorts, scopeOfRealm } from '#shared/lifecycle/ports.ts';
import type { Run, SkipReason, Sweep } from '#shared/lifecycle/run.ts';
import { type BrakeHit, brakeHit } from '#shared/lifecycle/run-brake.ts';
import { isRemoval, removalsIn, type Stage } from '#shared/lifecycle/stages.ts';
import { takeStep } from '#shared/lifecycle/take-step.ts';

/** What a run is executed under. */
export interface Execution {
  readonly policy: Policy;
  /** Users of the tenant. */
  readonly population: number;
}

/**
 * Takes the next person of the plan: brings them to their stage if it is still due, passes them over if not, stops
 * at the brake, or ends the run behind the last.
 *
 * @returns The sweep as it is kept now.
 * @throws LostRace when somebody else was at it: read the sweep again and go on from there.
 */
export async function executeNext(
  ports: LifecyclePorts,
  { policy, population }: Execution,
  sweep: Sweep,
  run: Run,
  entries: readonly PlanEntry[],
): Promise<Sweep> {
  const entry = entries[run.cursor.place];
  if (!entry) return await turnPage(ports, sweep, run);
  const [realm, userId, stage] = entry;
  const scope = scopeOfRealm(sweep.tenantId, realm);
  const now = ports.clock.now();
  const look = await lookAt(ports, policy, scope, userId, dayOf(now));
  if (!('inactiveDays' in look) || look.stage !== stage)
    return await passOver(ports, sweep, run, look);
  const hit = isRemoval(stage) ? hitBy(policy, population, sweep, run, 1, now) : undefined;
  if (hit && sweep.allowance === 0) return await halt(ports, sweep, { reason: 'brake', ...hit });
  const counted = withStep(sweep, run, stage, now, hit !== undefined);
  await takeStep(ports, policy, run, look, counted);
  return counted;
}

/** Which limit of the brake so many more removals would pass. */
export function hitBy(
  { brake }: Policy,
  population: number,
  { spending }: Sweep,
  { taken }: Pick<Run, 'taken'>,
  more: number,
  now: number,
): BrakeHit | undefined {
  const inDay = countWithinDay(spending, now);
  return brakeHit(brake, { inRun: removalsIn(taken), inDay, more, population });
}

function withStep(sweep: Sweep, run: Run, stage: Stage, now: number, allowed: boolean): Sweep {
  return {
    ...sweep,
    revision: sweep.revision + 1,
    spending: isRemoval(stage) ? withCount(sweep.spending, 1, now) : sweep.spending,
    allowance: allowed ? sweep.allowance - 1 : sweep.allowance,
    run: { ...moved(run), taken: { ...run.taken, [stage]: run.taken[stage] + 1 } },
  };
}

function moved(run: Run): Run {
  return { ...run, cursor: { ...run.cursor, place: run.cursor.place + 1 } };
}

async function passOver(ports: LifecyclePorts, sweep: Sweep, run: Run, look: Look): Promise<Sweep> {
  await putOff(ports, look);
  const reason = reasonOf(look);
  const skipped = { ...run.skipped, [reason]: run.skipped[reason] + 1 };
  const kept = { ...sweep, revision: sweep.revision + 1, run: { ...moved(run), skipped } };
  await ports.lifecycle.replaceSweep(kept);
  return kept;
}

function reasonOf(look: Look): SkipReason {
  if ('excluded' in look) return 'excluded';
  return 'gone' in look || 'unknown' in look ? 'gone' : 'changed';
}

async function turnPage(ports: LifecyclePorts, sweep: Sweep, run: Run): Promise<Sweep> {
  const part = run.cursor.part + 1;
  if (part >= run.parts) return await complete(ports, sweep, run);
  const kept: Sweep = {
    ...sweep,
    revision: sweep.revision + 1,
    run: { ...run, cursor: { part, place: 0 } },
  };
  await ports.lifecycle.replaceSweep(kept);
  return kept;
}

/** Tells of a run with somebody in its plan; of the others there is nothing to tell. */
async function complete(ports: LifecyclePorts, sweep: Sweep, run: Run): Promise<Sweep> {
  const endedAt = isoTime(ports.clock.now());
  const kept: Sweep = {
    ...sweep,
    revision: sweep.revision + 1,
    allowance: 0,
    run: { ...run, phase: 'done', endedAt },
  };
  const { id: runId, policyVersion, planned, taken, skipped } = run;
  const outbox = policyRecord(ports, byPolicy(runId), sweep.tenantId, kept.revision, {
    type: 'lifecycle.run_completed',
    data: { runId, policyVersion, planned, taken, skipped },
  });
  await ports.lifecycle.replaceSweep(kept, run.parts > 0 ? { outbox } : {});
  return kept;
}
