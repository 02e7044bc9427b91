import type { Author } from '#shared/events/envelope.ts';
import { isLostRace } from '#shared/identity/identity-store.ts';
import { contention } from '#shared/identity/ports.ts';
import { isoTime } from '#shared/kernel/clock.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { retry } from '#shared/kernel/retry.ts';
import { policyRecord } from '#shared/lifecycle/policy-record.ts';
import type { LifecyclePorts } from '#shared/lifecycle/ports.ts';
import type { Run, Sweep } from '#shared/lifecycle/run.ts';
import { removalsIn } from '#shared/lifecycle/stages.ts';

/** What an approval names: the run, and the hash of who is in its plan. */
export interface Approval {
  readonly runId: string;
  readonly hash: string;
}

/**
 * Lets a plan be executed that waits for it. To approve it again changes nothing.
 *
 * @throws DomainError `conflict` when that plan is not the one that waits, or holds somebody else.
 */
export async function approveRun(
  ports: LifecyclePorts,
  { actor }: Author,
  tenantId: string,
  { runId, hash }: Approval,
): Promise<Run> {
  return await again(ports, async () => {
    const sweep = await ports.lifecycle.sweep(tenantId);
    const { run } = sweep;
    if (run?.id === runId && run.approved) return run;
    if (run?.id !== runId || run.phase !== 'planned') {
      throw new DomainError('conflict', 'This plan does not wait for an approval. Make a new one.');
    }
    if (run.hash !== hash) {
      throw new DomainError('conflict', 'The plan does not have this hash. Look at it once more.');
    }
    const approved = { ...run, approved: { at: isoTime(ports.clock.now()), by: actor } };
    await ports.lifecycle.replaceSweep({ ...sweep, revision: sweep.revision + 1, run: approved });
    return approved;
  });
}

/**
 * Lets a policy go on that had stopped. Where the brake had stopped it, what is left of that very plan may pass it,
 * this once; where it was silence, that counts from now on. Where it has not stopped, nothing happens.
 */
export async function releaseStop(
  ports: LifecyclePorts,
  by: Author,
  tenantId: string,
): Promise<Sweep> {
  return await again(ports, async () => {
    const { stop, ...sweep } = await ports.lifecycle.sweep(tenantId);
    if (!stop) return sweep;
    const { run } = sweep;
    const left = run ? removalsIn(run.planned) - removalsIn(run.taken) : 0;
    const released: Sweep = {
      ...sweep,
      revision: sweep.revision + 1,
      allowance: stop.reason === 'brake' ? left : 0,
      releasedAt: ports.clock.now(),
    };
    const outbox = policyRecord(ports, by, tenantId, released.revision, {
      type: 'lifecycle.released',
      data: { reason: stop.reason },
    });
    await ports.lifecycle.replaceSweep(released, { outbox });
    return released;
  });
}

function again<T>(ports: LifecyclePorts, attempt: () => Promise<T>): Promise<T> {
  return retry({ policy: contention, ...ports }, isLostRace, attempt);
}
