import { type Scope, scopesOf } from '#shared/identity/scope.ts';
import { beforeIdsOf } from '#shared/kernel/uuid-v7.ts';
import { judgePerson } from '#shared/lifecycle/judge-person.ts';
import { knownPerson } from '#shared/lifecycle/known-person.ts';
import type { Policy } from '#shared/lifecycle/policy.ts';
import { type LifecyclePorts, realmOf } from '#shared/lifecycle/ports.ts';
import { lookedAt, type Progress } from '#shared/lifecycle/progress.ts';
import type { Sweep } from '#shared/lifecycle/run.ts';

/** Users of one page. */
const PAGE = 100;

/** A user is born before their commit, and the index lags: within this time (milliseconds) both are over. */
const SETTLED_AFTER = 600_000;

/**
 * Gives a page of the people who came since the last look, or all of them where the policy was changed, a day on
 * which somebody has to look at them. Not at creation: that would cost each create a write, and nobody is due on
 * their first day.
 *
 * @returns The sweep as it is kept now; the same one when there is nobody left.
 */
export async function enrolPage(
  ports: LifecyclePorts,
  policy: Policy,
  sweep: Sweep,
  today: number,
): Promise<Sweep> {
  const { store, clock, lifecycle, tenancy } = ports;
  const { tenantId } = sweep;
  const end = beforeIdsOf(clock.now() - SETTLED_AFTER);
  for (const scope of scopesOf(tenantId, await tenancy.directories(tenantId))) {
    const realm = realmOf(scope);
    const known = sweep.enrolled[realm];
    const isBegun = known?.policyVersion === policy.version;
    const after = isBegun ? known.afterId : undefined;
    const found = await store.idsAfter(scope, 'User', after, PAGE);
    const ids = found.filter((id) => id < end);
    if (isBegun && ids.length === 0) continue;
    await Promise.all(ids.map((id) => enrolOne(ports, policy, scope, id, today)));
    const enrolment = { policyVersion: policy.version, afterId: ids.at(-1) ?? beforeIdsOf(0) };
    const next: Sweep = {
      ...sweep,
      revision: sweep.revision + 1,
      enrolled: { ...sweep.enrolled, [realm]: enrolment },
    };
    await lifecycle.replaceSweep(next);
    return next;
  }
  return sweep;
}

/** Whoever is enrolled by this version, or changed by somebody else meanwhile, is left alone. */
async function enrolOne(
  ports: LifecyclePorts,
  policy: Policy,
  scope: Scope,
  userId: string,
  today: number,
): Promise<void> {
  const { user, activity, progress } = await knownPerson(ports, scope, userId);
  if (!user || progress?.policyVersion === policy.version) return;
  const before: Progress = progress ?? { scope, userId, revision: 0, policyVersion: 0 };
  const verdict = judgePerson(policy, { user, activity, progress: before }, today);
  const day = 'due' in verdict ? verdict.due.since : verdict.lookAgain;
  await ports.lifecycle.keepProgress(lookedAt(before, policy.version, day, verdict.reached));
}
