import type { OutboxRecord } from '#shared/events/envelope.ts';
import { userFilter } from '#shared/identity/conditions/user-filter.ts';
import type { UserTypes } from '#shared/identity/conditions/user-types.ts';
import type { Mandate } from '#shared/identity/ports.ts';
import { type Clock, isoTime } from '#shared/kernel/clock.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { equalJson, type JsonValue } from '#shared/kernel/json.ts';
import type { NewId } from '#shared/kernel/uuid-v7.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import type { RoleRuleStore } from '#shared/sessions/roles/role-rule-store.ts';
import {
  MAX_RULES_BYTES,
  type RoleRule,
  type RoleRules,
} from '#shared/sessions/roles/role-rules.ts';

interface Ports {
  readonly rules: RoleRuleStore;
  readonly userTypes: UserTypes;
  readonly clock: Clock;
  readonly newId: NewId;
}

interface Changing extends Pick<Mandate, 'actor' | 'cause' | 'requestId'> {
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
  mandate: Changing,
  rules: readonly RoleRule[],
  expected?: number,
): Promise<RoleRules> {
  const { tenantId } = mandate;
  const before = await ports.rules.roleRules(tenantId);
  if (expected !== undefined && expected !== before.version) throw outdated(before.version);
  if (equalJson(plain(before.rules), plain(rules))) return before;
  const text = JSON.stringify(rules);
  // A character is at most three bytes of UTF-8.
  if (text.length * 3 > MAX_RULES_BYTES && byteLength(text) > MAX_RULES_BYTES) throw tooLarge();
  const type = await ports.userTypes(
    tenantId,
    rules.map(({ when }) => when),
  );
  for (const [index, rule] of rules.entries()) checkFilter(type, rule, index);
  const next = { version: before.version + 1, rules };
  await ports.rules.replaceRoleRules(tenantId, next, recordOf(ports, mandate, next));
  return next;
}

function recordOf(
  { clock, newId }: Ports,
  { tenantId, ...mandate }: Changing,
  { version, rules }: RoleRules,
): OutboxRecord {
  return {
    id: newId(),
    time: isoTime(clock.now()),
    tenant: tenantId,
    subject: { type: 'Tenant', id: tenantId },
    version,
    ...mandate,
    happenings: [{ type: 'role_rules.changed', data: { rules: rules.length } }],
  };
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

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** Data and nothing else, as it is stored. */
function plain(rules: readonly RoleRule[]): JsonValue {
  return JSON.parse(JSON.stringify(rules));
}
