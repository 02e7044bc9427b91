import type { Condition } from '#shared/identity/conditions/condition.ts';
import { type FactStore, type Facts, factsOf } from '#shared/identity/conditions/facts.ts';
import { reasonsFor } from '#shared/identity/conditions/reasons-for.ts';
import type { UserTypes } from '#shared/identity/conditions/user-types.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import type { Scope } from '#shared/identity/scope.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import { type Granted, grantRoles, type Verdict } from '#shared/sessions/roles/grant-roles.ts';
import type { RoleRuleReads } from '#shared/sessions/roles/role-rule-store.ts';

export interface RolePorts {
  readonly identity: FactStore;
  readonly rules: RoleRuleReads;
  /** What a tenant's users may hold, with what it declares of them. */
  readonly userTypes: UserTypes;
}

/**
 * The roles that a person has at this moment, and why: by assignment, and by the tenant's rules from groups,
 * attributes and links. Nothing is granted but by one of them; the name of a group means nothing.
 *
 * One read for the rules, one Query each for groups and for groups in groups if rules ask for them.
 *
 * @param user As it was read just now.
 */
export async function rolesOf(
  { identity, rules: store, userTypes }: RolePorts,
  scope: Scope,
  user: ResourceRecord,
): Promise<Granted> {
  const { rules } = await store.roleRules(scope.tenantId);
  const conditions = rules.map(({ when }) => when);
  const [facts, type] = await Promise.all([
    factsOf(identity, scope, user, conditions),
    userTypes(scope.tenantId, conditions),
  ]);
  return grantRoles(user.roles ?? [], rules, ({ when }) => verdict(when, type, facts));
}

function verdict(when: Condition, type: ResourceType, facts: Facts): Verdict {
  try {
    return reasonsFor(when, type, facts);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'invalidFilter') return 'unreadable';
    throw error;
  }
}
