import type { Author, OutboxRecord } from '#shared/events/envelope.ts';
import { newRecord, type RecordPorts } from '#shared/events/new-record.ts';
import { userFilter } from '#shared/identity/conditions/user-filter.ts';
import type { UserTypes } from '#shared/identity/conditions/user-types.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { sameAsStored } from '#shared/kernel/json.ts';
import { utf8Length } from '#shared/kernel/utf8-length.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import type { RoleRuleStore } from '#shared/sessions/roles/role-rule-store.ts';
import {
  MAX_RULES_BYTES,
  type RoleRule,
  type RoleRules,
} from '#shared/sessions/roles/role-rules.ts';

interface Ports extends RecordPorts {
  readonly rules: RoleRuleStore;
  readonly userTypes: UserTypes;
}

interface Changing extends Author {
  readonly tenantId: string;
}

/**
 * Makes the next version of a tenant's role rules, and tells of it; a change that changes nothing makes none.
 *
 * @param expected Version of the rules that the change was made from.
 * @throws DomainError `conflict` when that is not the one in force, or somebody else was first; `invalidFilter`;
 * `payloadTooLarge`.
 */
export async function changeRoleRules(
  ports: Ports,
  by: Changing,
  rules: readonly RoleRule[],
  expected?: number,
): Promise<RoleRules> {
  const { tenantId } = by;
  const before = await ports.rules.roleRules(tenantId);
  if (expected !== undefined && expected !== before.version) throw outdated(before.version);
  if (sameAsStored(before.rules, rules)) return before;
  if (utf8Length(JSON.stringify(rules)) > MAX_RULES_BYTES) throw tooLarge();
  const type = await ports.userTypes(
    tenantId,
    rules.map(({ when }) => when),
  );
  for (const [index, rule] of rules.entries()) checkFilter(type, rule, index);
  const next = { version: before.version + 1, rules };
  await ports.rules.replaceRoleRules(tenantId, next, recordOf(ports, by, next));
  return next;
}

function recordOf(
  ports: Ports,
  { tenantId: tenant, ...by }: Changing,
  { version, rules }: RoleRules,
): OutboxRecord {
  const about = { tenant, subject: { type: 'Tenant', id: tenant }, version };
  const data = { rules: rules.length };
  return newRecord(ports, by, about, { type: 'role_rules.changed', data });
}

function checkFilter(type: ResourceType, { when }: RoleRule, index: number): void {
  if (when.filter === undefined) return;
  try {
    userFilter(type, when.filter);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new DomainError(error.code, `rules.${index}.when.filter: ${error.message}`);
  }
}

function outdated(version: number): DomainError {
  return new DomainError(
    'conflict',
    `The role rules are at version ${version} by now. Look at them and change those.`,
  );
}

function tooLarge(): DomainError {
  return new DomainError(
    'payloadTooLarge',
    `The role rules may take ${MAX_RULES_BYTES} bytes together: they are read with every sign-in. Let one rule grant several roles, or shorten filters.`,
  );
}
