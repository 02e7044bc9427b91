import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import type { Scope } from '#shared/identity/scope.ts';
import type { Activity } from '#shared/lifecycle/activity.ts';
import type { LifecyclePorts } from '#shared/lifecycle/ports.ts';
import type { Progress } from '#shared/lifecycle/progress.ts';

export interface KnownPerson {
  readonly user: ResourceRecord | undefined;
  readonly activity: Activity | undefined;
  readonly progress: Progress | undefined;
}

type PersonReads = Pick<LifecyclePorts, 'store' | 'activity' | 'lifecycle'>;

/** Reads side by side, so in one round trip, all that says when somebody is due. */
export async function knownPerson(
  { store, activity, lifecycle }: PersonReads,
  scope: Scope,
  userId: string,
): Promise<KnownPerson> {
  const [user, seen, progress] = await Promise.all([
    store.resource(scope, 'User', userId),
    activity.activity(scope, userId),
    lifecycle.progress(scope, userId),
  ]);
  return { user, activity: seen, progress };
}
