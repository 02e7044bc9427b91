import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import type { Scope } from '#shared/identity/scope.ts';
import type { Activity } from '#shared/lifecycle/activity.ts';
import { exclusionOf } from '#shared/lifecycle/exclusions.ts';
import { judgePerson, type Step } from '#shared/lifecycle/judge-person.ts';
import { knownPerson } from '#shared/lifecycle/known-person.ts';
import type { Policy } from '#shared/lifecycle/policy.ts';
import type { LifecyclePorts } from '#shared/lifecycle/ports.ts';
import { lookedAt, type Progress, type Reached } from '#shared/lifecycle/progress.ts';
import type { Stage } from '#shared/lifecycle/stages.ts';

/** Days after which somebody is looked at again whom an exclusion holds for. */
const EXCLUDED_FOR = 7;

/** What a look at somebody came to. */
export type Look =
  | (Step & {
      readonly user: ResourceRecord;
      readonly activity: Activity | undefined;
      readonly progress: Progress;
      readonly reached: Reached | undefined;
    })
  | { readonly excluded: string; readonly stage: Stage; readonly next: Progress }
  | { readonly waits: true; readonly next: Progress }
  | { readonly gone: Progress }
  | { readonly unknown: true };

/** Looks at somebody as they are at this moment, and writes nothing. */
export async function lookAt(
  ports: LifecyclePorts,
  policy: Policy,
  scope: Scope,
  userId: string,
  today: number,
): Promise<Look> {
  const { user, activity, progress } = await knownPerson(ports, scope, userId);
  if (!progress) return { unknown: true };
  if (!user) return { gone: progress };
  const verdict = judgePerson(policy, { user, activity, progress }, today);
  const { reached } = verdict;
  const { version } = policy;
  if (!('due' in verdict)) {
    return { waits: true, next: lookedAt(progress, version, verdict.lookAgain, reached) };
  }
  const { stage } = verdict.due;
  const excluded = await exclusionOf(ports, policy, scope, user, stage);
  if (excluded === undefined) return { ...verdict.due, user, activity, progress, reached };
  return { excluded, stage, next: lookedAt(progress, version, today + EXCLUDED_FOR, reached) };
}

/** Keeps what a look came to that found nothing to do; who was changed meanwhile is looked at again anyway. */
export async function putOff({ lifecycle }: LifecyclePorts, look: Look): Promise<void> {
  if ('gone' in look) await lifecycle.dropProgress(look.gone);
  if ('next' in look) await lifecycle.keepProgress(look.next);
}
