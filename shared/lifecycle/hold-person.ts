import { isLostRace, LostRace } from '#shared/identity/identity-store.ts';
import { contention } from '#shared/identity/ports.ts';
import type { Scope } from '#shared/identity/scope.ts';
import { notFound } from '#shared/identity/update-resource.ts';
import { retry } from '#shared/kernel/retry.ts';
import { dayOf } from '#shared/lifecycle/activity.ts';
import { knownPerson } from '#shared/lifecycle/known-person.ts';
import type { LifecyclePorts } from '#shared/lifecycle/ports.ts';
import type { Hold, Progress } from '#shared/lifecycle/progress.ts';
import { userType } from '#shared/scim/resource-types.ts';

/**
 * Keeps every policy off somebody, or lifts that: they are looked at with the next sweep then. A step that is under
 * way is either done before or not at all.
 *
 * @param hold Undefined lifts it.
 * @throws DomainError `notFound`.
 */
export async function holdPerson(
  ports: LifecyclePorts,
  scope: Scope,
  userId: string,
  hold: Hold | undefined,
): Promise<Progress> {
  return await retry({ policy: contention, ...ports }, isLostRace, async () => {
    const { user, progress } = await knownPerson(ports, scope, userId);
    if (!user) throw notFound(userType, userId);
    const before = progress ?? { scope, userId, revision: 0, policyVersion: 0 };
    const { hold: _, dueDay: __, ...rest } = before;
    const revision = before.revision + 1;
    const next: Progress = hold
      ? { ...rest, revision, hold }
      : { ...rest, revision, dueDay: dayOf(ports.clock.now()) };
    if (!(await ports.lifecycle.keepProgress(next))) throw new LostRace();
    return next;
  });
}
