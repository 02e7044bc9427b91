import type { PlanEntry } from '#shared/lifecycle/lifecycle-store.ts';
import { lookAt, putOff } from '#shared/lifecycle/look-at.ts';
import type { Policy } from '#shared/lifecycle/policy.ts';
import { policyRecord } from '#shared/lifecycle/policy-record.ts';
import { byPolicy, type LifecyclePorts, realmOf } from '#shared/lifecycle/ports.ts';
import type { Progress } from '#shared/lifecycle/progress.ts';
import type { Run, Sweep } from '#shared/lifecycle/run.ts';
import type { StageCounts } from '#shared/lifecycle/stages.ts';

/** People of one slice: read together, and one part of a plan at most. */
const SLICE = 100;

/**
 * Goes on with a plan by one slice of the people whose day has come: who is due goes into it, and everybody else gets
 * another day.
 *
 * @throws LostRace when somebody else planned it.
 */
export async function planSlice(
  ports: LifecyclePorts,
  policy: Policy,
  sweep: Sweep,
  run: Run,
): Promise<Sweep> {
  const { lifecycle } = ports;
  const { due, next } = await lifecycle.due(sweep.tenantId, run.day, run.dueAfter, SLICE);
  const found = await Promise.all(due.map((one) => planOne(ports, policy, one, run.day)));
  const entries = found.filter((entry) => entry !== undefined);
  const part = entries.length > 0 ? { runId: run.id, number: run.parts, entries } : undefined;
  const { dueAfter: _, ...rest } = run;
  const planned: Run = {
    ...rest,
    ...(next !== undefined && { dueAfter: next }),
    ...(part && { parts: run.parts + 1, hash: await chained(run.hash, entries) }),
    planned: counted(run.planned, entries),
    phase: next === undefined ? 'planned' : 'planning',
  };
  const kept = { ...sweep, revision: sweep.revision + 1, run: planned };
  const isReady = planned.phase === 'planned' && planned.waits && planned.parts > 0;
  const outbox = isReady ? { outbox: readiness(ports, kept, planned) } : {};
  await lifecycle.replaceSweep(kept, { ...(part && { part }), ...outbox });
  return kept;
}

function readiness(ports: LifecyclePorts, { tenantId, revision }: Sweep, run: Run) {
  const { id: runId, policyVersion, planned, hash } = run;
  return policyRecord(ports, byPolicy(runId), tenantId, revision, {
    type: 'lifecycle.plan_ready',
    data: { runId, policyVersion, planned, hash },
  });
}

async function planOne(
  ports: LifecyclePorts,
  policy: Policy,
  { scope, userId }: Progress,
  today: number,
): Promise<PlanEntry | undefined> {
  const look = await lookAt(ports, policy, scope, userId, today);
  if ('inactiveDays' in look) return [realmOf(scope), userId, look.stage];
  await putOff(ports, look);
  return undefined;
}

/** The counts, with those of more entries of a plan. */
export function counted(counts: StageCounts, entries: readonly PlanEntry[]): StageCounts {
  const sum = { ...counts };
  for (const [, , stage] of entries) sum[stage] += 1;
  return sum;
}

/** Binds an approval to who is in the plan: the hash of each part holds that of the part before it. */
async function chained(before: string, entries: readonly PlanEntry[]): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify([before, entries]));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
