import type { Happening } from '#shared/events/catalogue.ts';
import { buildChange, telling } from '#shared/identity/build-change.ts';
import { changeMembers } from '#shared/identity/change-members.ts';
import { commitUser } from '#shared/identity/change-user.ts';
import { type Change, isLostRace } from '#shared/identity/identity-store.ts';
import { stateOf } from '#shared/identity/lifecycle-state.ts';
import { noMembers } from '#shared/identity/member-plan.ts';
import { inState } from '#shared/identity/moved-user.ts';
import { contention, type Mandate } from '#shared/identity/ports.ts';
import { type ResourceRecord, userNameOf } from '#shared/identity/resource-record.ts';
import { isoTime } from '#shared/kernel/clock.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { retry } from '#shared/kernel/retry.ts';
import { dayOf } from '#shared/lifecycle/activity.ts';
import { knownPerson } from '#shared/lifecycle/known-person.ts';
import type { StepCommit, Tombstone } from '#shared/lifecycle/lifecycle-store.ts';
import type { LifecyclePorts } from '#shared/lifecycle/ports.ts';
import { lookedAt, type Progress, type Reached } from '#shared/lifecycle/progress.ts';
import { stateAfter } from '#shared/lifecycle/stages.ts';
import { userType } from '#shared/scim/resource-types.ts';

export interface Undoing {
  readonly mandate: Mandate;
  readonly userId: string;
  /** What another run, or nobody, did stays. */
  readonly runId?: string;
  readonly undoDays: number;
}

type Removal = Reached & { readonly stage: 'suspend' | 'deactivate' | 'delete' };

/**
 * Takes back the last stage that a policy brought somebody to: they stand where they stood, with the memberships,
 * roles and links that they had. Whoever was deleted is the same person with the same id. It may be cut off anywhere
 * and asked for again.
 *
 * @throws DomainError `conflict` saying why there is nothing to undo any more; `uniqueness` when somebody else has a
 * name of a deleted person by now.
 */
export async function undoPerson(ports: LifecyclePorts, undoing: Undoing): Promise<void> {
  const { mandate, userId } = undoing;
  const { scope } = mandate;
  await retry({ policy: contention, ...ports }, isLostRace, async () => {
    const { user, progress } = await knownPerson(ports, scope, userId);
    const reached = undoable(progress, undoing, dayOf(ports.clock.now()));
    if (reached.stage === 'delete') return await raise(ports, undoing, reached, user);
    if (!user || stateOf(user) !== stateAfter[reached.stage]) throw changedSince();
    if (user.letGoAt !== undefined) throw nothing('A directory has let them go since.');
    const step = { progress: progressBefore(ports, reached.progress, reached) };
    const told = restoration(user, reached);
    const commit = (_: unknown, change: Change) =>
      ports.lifecycle.commitStep({ ...step, change: telling(change, told) });
    const identity = { ...ports, store: { ...ports.store, commit } };
    const restoring = { ...mandate, restored: reached.state };
    const { planned = user.planned } = reached;
    const back = { ...inState(user, reached.from), ...(planned && { planned }) };
    await commitUser(identity, restoring, userType, user, back);
  });
}

function undoable(
  progress: Progress | undefined,
  { runId, undoDays }: Undoing,
  today: number,
): Removal & { readonly progress: Progress } {
  const reached = progress?.reached;
  if (!progress || !reached || reached.stage === 'warn')
    throw nothing('No policy has put them out.');
  if (runId !== undefined && reached.runId !== runId) {
    throw nothing('That was not this run, or another one followed it.');
  }
  if (today - reached.day > undoDays) throw nothing(`It is more than ${undoDays} days ago.`);
  return { ...reached, stage: reached.stage, progress };
}

/** Three parts, each harmless to repeat: the user, the memberships, and that it is done. */
async function raise(
  ports: LifecyclePorts,
  { mandate, userId }: Undoing,
  reached: Removal & { readonly progress: Progress },
  user: ResourceRecord | undefined,
): Promise<void> {
  const { scope } = mandate;
  const tombstone = await ports.lifecycle.tombstone(scope, userId);
  if (!tombstone) throw changedSince();
  const begun = user ? reached.progress : await recreate(ports, mandate, reached, tombstone);
  for (const { groupId } of tombstone.groups) await rejoin(ports, mandate, groupId, userId);
  await ports.lifecycle.commitStep({
    progress: progressBefore(ports, begun, reached),
    raised: true,
  });
}

async function recreate(
  ports: LifecyclePorts,
  mandate: Mandate,
  { progress, ...reached }: Removal & { readonly progress: Progress },
  { user }: Tombstone,
): Promise<Progress> {
  const type = await ports.userTypes(mandate.scope.tenantId, [{ filter: 'id pr' }]);
  const now = isoTime(ports.clock.now());
  const after: ResourceRecord = {
    ...user,
    version: user.version + 1,
    lastModified: now,
    // From here on the days until they are deleted begin anew.
    movedAt: now,
    // Nothing that was minted for them before is good again.
    epoch: user.epoch + 1,
  };
  const change = buildChange(ports, mandate, type, { after, members: noMembers });
  const begun = lookedAt(progress, progress.policyVersion, undefined, reached);
  const step: StepCommit = { progress: begun, change: telling(change, restoration(user, reached)) };
  await ports.lifecycle.commitStep(step);
  return begun;
}

async function rejoin(
  ports: LifecyclePorts,
  mandate: Mandate,
  groupId: string,
  userId: string,
): Promise<void> {
  try {
    await changeMembers(ports, mandate, groupId, { op: 'add', members: [{ value: userId }] });
  } catch (error) {
    const isGone = error instanceof DomainError && error.code === 'notFound';
    if (!isGone) throw error;
  }
}

/** Back to the stage before; they are looked at tomorrow, and begin anew where they are in again. */
function progressBefore(
  { clock }: LifecyclePorts,
  progress: Progress,
  { before }: Reached,
): Progress {
  return lookedAt(progress, progress.policyVersion, dayOf(clock.now()) + 1, before);
}

function restoration(user: ResourceRecord, { stage, runId }: Removal): Happening {
  return { type: 'lifecycle.restored', data: { userName: userNameOf(user), stage, runId } };
}

function changedSince(): DomainError {
  return nothing('Somebody else has changed that since.');
}

function nothing(why: string): DomainError {
  return new DomainError('conflict', `There is nothing to undo of this person. ${why}`);
}
