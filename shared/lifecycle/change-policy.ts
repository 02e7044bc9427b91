import type { Author } from '#shared/events/envelope.ts';
import { userFilter } from '#shared/identity/conditions/user-filter.ts';
import { isoTime } from '#shared/kernel/clock.ts';
import type { Policy, PolicyDocument } from '#shared/lifecycle/policy.ts';
import { policyRecord } from '#shared/lifecycle/policy-record.ts';
import type { LifecyclePorts } from '#shared/lifecycle/ports.ts';

/**
 * Makes the next version of a tenant's policy. Plans of earlier versions are void from then on, and everybody gets
 * another day by the new one.
 *
 * @throws DomainError `conflict` when somebody else was first, `invalidFilter`.
 */
export async function changePolicy(
  ports: Pick<LifecyclePorts, 'lifecycle' | 'userTypes' | 'newId' | 'clock'>,
  by: Author,
  tenantId: string,
  document: PolicyDocument,
): Promise<Policy> {
  const filter = document.exclude.matching;
  if (filter !== undefined) userFilter(await ports.userTypes(tenantId, [{ filter }]), filter);
  const before = await ports.lifecycle.policy(tenantId);
  const version = (before?.version ?? 0) + 1;
  const createdAt = isoTime(ports.clock.now());
  const policy: Policy = { ...document, version, createdAt, by: by.actor.id };
  const outbox = policyRecord(ports, by, tenantId, version, {
    type: 'lifecycle.policy_changed',
    data: { policyVersion: version, mode: document.mode },
  });
  await ports.lifecycle.setPolicy(tenantId, policy, outbox);
  return policy;
}
