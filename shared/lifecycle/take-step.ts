import type { EventData, Happening } from '#shared/events/catalogue.ts';
import { newRecord } from '#shared/events/new-record.ts';
import { buildChange, telling } from '#shared/identity/build-change.ts';
import { commitUser } from '#shared/identity/change-user.ts';
import type { Change } from '#shared/identity/identity-store.ts';
import { requireLegal, stateOf } from '#shared/identity/lifecycle-state.ts';
import { noMembers } from '#shared/identity/member-plan.ts';
import { inState } from '#shared/identity/moved-user.ts';
import { type Mandate, mandateFor } from '#shared/identity/ports.ts';
import { userNameOf } from '#shared/identity/resource-record.ts';
import { settleDeletion } from '#shared/identity/settle-deletion.ts';
import { DAY, isoTime } from '#shared/kernel/clock.ts';
import { dayOf } from '#shared/lifecycle/activity.ts';
import { lookByOf } from '#shared/lifecycle/judge-person.ts';
import type { StepCommit } from '#shared/lifecycle/lifecycle-store.ts';
import type { Look } from '#shared/lifecycle/look-at.ts';
import { delaysOf, type Policy } from '#shared/lifecycle/policy.ts';
import { byPolicy, type LifecyclePorts, POLICY_ID } from '#shared/lifecycle/ports.ts';
import { lookedAt, type Progress, type Reached } from '#shared/lifecycle/progress.ts';
import type { Run, Sweep } from '#shared/lifecycle/run.ts';
import { type Stage, stagesAfter, stateAfter } from '#shared/lifecycle/stages.ts';
import { userType } from '#shared/scim/resource-types.ts';

/** Somebody whose time has come, as they were read. */
export type Due = Extract<Look, { readonly lastSeen: number }>;

/**
 * Brings somebody to the stage that is due, in one transaction: the user, their progress, the count of the run, the
 * events; conditional on all of them, and on their last activity, being as read.
 *
 * @param counted The sweep with this step in it.
 * @throws LostRace when any of them changed: look again.
 */
export async function takeStep(
  ports: LifecyclePorts,
  policy: Policy,
  run: Run,
  due: Due,
  counted: Sweep,
): Promise<void> {
  const { user, progress, activity } = due;
  const { scope } = progress;
  const because = {
    rule: POLICY_ID,
    reason: `Not seen for ${due.inactiveDays} days`,
  };
  const mandate: Mandate = { ...mandateFor(scope, byPolicy(run.id)), because };
  const next = progressAfter(policy, run, due, ports.clock.now());
  const step: StepCommit = { progress: next, sweep: counted, seen: { activity } };
  const told = noticeOf(policy, run, due, dayOf(ports.clock.now()));
  if (due.stage === 'warn') {
    const about = { tenant: scope.tenantId, subject: { type: 'User', id: user.id } };
    const outbox = newRecord(ports, mandate, { ...about, version: user.version }, told);
    return await ports.lifecycle.commitStep({ ...step, outbox });
  }
  const commit = (_: unknown, change: Change) =>
    ports.lifecycle.commitStep({ ...step, change: telling(change, told) });
  if (due.stage === 'delete') return await deleteUser(ports, mandate, due, step, told);
  const identity = { ...ports, store: { ...ports.store, commit } };
  await commitUser(identity, mandate, userType, user, inState(user, stateAfter[due.stage]));
}

async function deleteUser(
  ports: LifecyclePorts,
  mandate: Mandate,
  { user }: Due,
  step: StepCommit,
  told: Happening,
): Promise<void> {
  const { scope } = mandate;
  requireLegal(user, 'deleted', mandate.actor.type);
  // Whatever is unique by the tenant's own schemas is free again.
  const type = await ports.userTypes(scope.tenantId, [{ filter: 'id pr' }]);
  const groups = await ports.store.memberOf(scope, { id: user.id, type: 'User' });
  const change = buildChange(ports, mandate, type, { before: user, members: noMembers });
  const deletedAt = isoTime(ports.clock.now());
  const tombstone = { user, groups, deletedAt };
  await ports.lifecycle.commitStep({ ...step, change: telling(change, told), tombstone });
  // The deletion stands; should this be cut short, its journal is settled when it is due.
  if (change.journal) await settleDeletion(ports, change.journal).catch(() => undefined);
}

/** Where the person stands after the step, and when the next one is due at the earliest. */
function progressAfter(policy: Policy, run: Run, due: Due, now: number): Progress {
  const { progress, stage, user } = due;
  const today = dayOf(now);
  const reached: Reached = {
    stage,
    day: today,
    runId: run.id,
    from: stateOf(user),
    ...(user.state && { state: user.state }),
    ...(due.reached && { before: due.reached }),
    ...(stage === 'deactivate' && user.planned && { planned: user.planned }),
  };
  // Of whom is deleted the row only stays for as long as that can be undone.
  const lookBy = stage === 'delete' ? undefined : lookByOf(policy, today);
  const day = lookBy && Math.min(lookBy, followingDay(policy, stage, today) ?? lookBy);
  return lookedAt(progress, policy.version, day, reached);
}

function followingDay(policy: Policy, stage: Stage, today: number): number | undefined {
  const following = stageAfter(policy, stage);
  return following && today + following.sincePrevious;
}

function stageAfter(policy: Policy, stage: Stage) {
  const delays = delaysOf(policy);
  for (const next of stagesAfter(stage)) {
    const delay = delays.get(next);
    if (delay) return { next, ...delay };
  }
  return undefined;
}

function noticeOf(policy: Policy, run: Run, due: Due, today: number): Happening {
  const { stage, user, lastSeen, inactiveDays } = due;
  const following = stageAfter(policy, stage)?.next;
  const day = followingDay(policy, stage, today);
  const isNamed = following !== undefined && following !== 'warn' && day !== undefined;
  const data: EventData<'lifecycle.warned'> = {
    userName: userNameOf(user),
    lastSeen: dateOf(lastSeen),
    inactiveDays,
    runId: run.id,
    ...(isNamed && { next: { stage: following, on: dateOf(day) } }),
  };
  return { type: eventOf[stage], data };
}

const eventOf = {
  warn: 'lifecycle.warned',
  suspend: 'lifecycle.suspended',
  deactivate: 'lifecycle.deactivated',
  delete: 'lifecycle.deleted',
} as const;

/** A day in UTC, such as `2026-03-02`. */
export function dateOf(day: number): string {
  return isoTime(day * DAY).slice(0, 10);
}
