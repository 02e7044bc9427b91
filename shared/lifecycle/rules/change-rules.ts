import type { Author, OutboxRecord } from '#shared/events/envelope.ts';
import { newRecord } from '#shared/events/new-record.ts';
import { userFilter } from '#shared/identity/conditions/user-filter.ts';
import type { UserTypes } from '#shared/identity/conditions/user-types.ts';
import { type IdentityStore, isLostRace } from '#shared/identity/identity-store.ts';
import { contention } from '#shared/identity/ports.ts';
import { sharedScope } from '#shared/identity/scope.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { type Retrying, retry } from '#shared/kernel/retry.ts';
import { utf8Length } from '#shared/kernel/utf8-length.ts';
import { isId, type NewId } from '#shared/kernel/uuid-v7.ts';
import { compileEventFilter } from '#shared/lifecycle/rules/event-filter.ts';
import {
  type Action,
  type LifecycleRule,
  type LifecycleRules,
  MAX_LIFECYCLE_RULES,
  MAX_LIFECYCLE_RULES_BYTES,
} from '#shared/lifecycle/rules/rule.ts';
import type { LifecycleRuleStore } from '#shared/lifecycle/rules/rule-store.ts';

export interface ChangeRulePorts extends Omit<Retrying, 'policy'> {
  readonly rules: LifecycleRuleStore;
  readonly identity: Pick<IdentityStore, 'resource'>;
  readonly userTypes: UserTypes;
  readonly isWebhook: (tenantId: string, id: string) => Promise<boolean>;
  readonly newId: NewId;
}

interface Changing extends Author {
  readonly tenantId: string;
}

/** @throws DomainError `invalidValue`, `invalidFilter`, when the rule names what there is not, or says nonsense. */
export async function checkRule(
  ports: ChangeRulePorts,
  tenantId: string,
  rule: LifecycleRule,
): Promise<void> {
  const { on, when, actions, otherwise = [] } = rule;
  compileEventFilter(on);
  if (otherwise.length > 0 && !when) {
    throw new DomainError('invalidValue', 'otherwise: there is no "when" that might not hold.');
  }
  if (when?.filter !== undefined) {
    userFilter(await ports.userTypes(tenantId, [when]), when.filter);
  }
  await Promise.all([...actions, ...otherwise].map((one) => checkTarget(ports, tenantId, one)));
}

/** Puts the rule in the place of the one of its id, or behind all others. */
export async function putRule(
  ports: ChangeRulePorts,
  by: Changing,
  rule: LifecycleRule,
): Promise<LifecycleRules> {
  await checkRule(ports, by.tenantId, rule);
  return await change(ports, by, rule.id, (rules) => {
    const place = rules.findIndex(({ id }) => id === rule.id);
    return place < 0 ? [...rules, rule] : rules.with(place, rule);
  });
}

/** @throws DomainError `notFound`. */
export async function deleteRule(
  ports: ChangeRulePorts,
  by: Changing,
  id: string,
): Promise<LifecycleRules> {
  return await change(ports, by, id, (rules) => {
    ruleNamed(rules, id);
    return rules.filter((rule) => rule.id !== id);
  });
}

/** @throws DomainError `notFound`. */
export function ruleNamed(rules: readonly LifecycleRule[], id: string): LifecycleRule {
  const rule = rules.find((one) => one.id === id);
  if (rule) return rule;
  throw new DomainError('notFound', 'There is no rule of that name. List the rules to see them.');
}

async function change(
  ports: ChangeRulePorts,
  by: Changing,
  id: string,
  edit: (rules: readonly LifecycleRule[]) => readonly LifecycleRule[],
): Promise<LifecycleRules> {
  return await retry({ policy: contention, ...ports }, isLostRace, async () => {
    const before = await ports.rules.lifecycleRules(by.tenantId);
    const next = { version: before.version + 1, rules: edit(before.rules) };
    requireRoom(next.rules);
    await ports.rules.replaceLifecycleRules(by.tenantId, next, recordOf(ports, by, id, next));
    return next;
  });
}

function requireRoom(rules: readonly LifecycleRule[]): void {
  const isLong = utf8Length(JSON.stringify(rules)) > MAX_LIFECYCLE_RULES_BYTES;
  if (rules.length <= MAX_LIFECYCLE_RULES && !isLong) return;
  throw new DomainError(
    'payloadTooLarge',
    `A tenant may have ${MAX_LIFECYCLE_RULES} rules, of ${MAX_LIFECYCLE_RULES_BYTES} bytes together: they are read with its events. Delete or shorten one.`,
  );
}

async function checkTarget(
  { identity, isWebhook }: ChangeRulePorts,
  tenantId: string,
  action: Action,
): Promise<void> {
  if ('callWebhook' in action) {
    if (await isWebhook(tenantId, action.callWebhook)) return;
    throw new DomainError('invalidValue', 'callWebhook: there is no webhook of that id.');
  }
  const [name, id] = Object.entries(action)[0] ?? ['', ''];
  if (name !== 'addToGroup' && name !== 'removeFromGroup') return;
  if (isId(id) && (await identity.resource(sharedScope(tenantId), 'Group', id))) return;
  throw new DomainError('invalidValue', `${name}: there is no group of that id.`);
}

function recordOf(
  ports: ChangeRulePorts,
  { tenantId: tenant, ...by }: Changing,
  rule: string,
  { version, rules }: LifecycleRules,
): OutboxRecord {
  const deleted = !rules.some(({ id }) => id === rule);
  const about = { tenant, subject: { type: 'Tenant', id: tenant }, version };
  return newRecord(ports, by, about, { type: 'rule.changed', data: { rule, deleted } });
}
