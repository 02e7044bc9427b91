import { userFilter } from '#shared/identity/conditions/user-filter.ts';
import type { Mandate } from '#shared/identity/ports.ts';
import { isoTime } from '#shared/kernel/clock.ts';
import type { Policy, PolicyDocument } from '#shared/lifecycle/policy.ts';
import type { LifecyclePorts } from '#shared/lifecycle/ports.ts';
import { told } from '#shared/lifecycle/tell.ts';

type By = Pick<Mandate, 'actor' | 'cause' | 'requestId'>;

/**
 * Makes the next version of a tenant's policy. Plans of earlier versions are void from then on, and everybody gets
 * another day by the new one.
 *
 * @throws DomainError `conflict` when somebody else was first, `invalidFilter`.
 */
export async function changePolicy(
  ports: Pick<LifecyclePorts, 'lifecycle' | 'userTypes' | 'newId' | 'clock'>,
  by: By,
  tenantId: string,
  document: PolicyDocument,
): Promise<Policy> {
  const filter = document.exclude.matching;
  if (filter !== undefined) userFilter(await ports.userTypes(tenantId, [{ filter }]), filter);
  const before = await ports.lifecycle.policy(tenantId);
  const version = (before?.version ?? 0) + 1;
  const createdAt = isoTime(ports.clock.now());
  const policy: Policy = { ...document, version, createdAt, by: by.actor.id };
  const outbox = told(ports, tenantId, version, by, {
    type: 'lifecycle.policy_changed',
    data: { policyVersion: version, mode: document.mode },
  });
  await ports.lifecycle.setPolicy(tenantId, policy, outbox);
  return policy;
}
