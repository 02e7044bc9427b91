import type { Reason } from '#shared/identity/conditions/condition.ts';
import type { AssignedRole } from '#shared/identity/resource-record.ts';
import { MAX_ROLES } from '#shared/identity/role-name.ts';
import type { RoleRule } from '#shared/sessions/roles/role-rules.ts';

/** What speaks for a role, or against it. */
export interface Explained {
  readonly role: string;
  /** `overLimit`: it would have been granted, but for a hundred that were granted before. */
  readonly effect: 'granted' | 'denied' | 'overLimit';
  readonly by: AssignmentCited | RuleCited;
}

interface AssignmentCited {
  readonly kind: 'assignment';
  /** An administrator, a connection or a rule, and which. */
  readonly source: AssignedRole['source'];
  readonly id: string;
}

interface RuleCited {
  readonly kind: 'rule';
  /** Place of the rule in the list, from 1. */
  readonly rule: number;
  readonly name?: string;
  /** `unreadable`: its filter fits the tenant's schemas no longer; such a rule grants nothing and denies to everybody. */
  readonly reasons: readonly Reason[] | 'unreadable';
}

export interface Granted {
  /** In alphabetical order, each once. */
  readonly roles: readonly string[];
  /** Assignments first, then the rules in their order. */
  readonly why: readonly Explained[];
}

/** What one rule comes to for a person; undefined when it does not hold. */
export type Verdict = RuleCited['reasons'] | undefined;

/** The roles that a person has by assignment and by rules. What is denied is denied, wherever it was granted. */
export function grantRoles(
  assigned: readonly AssignedRole[],
  rules: readonly RoleRule[],
  judge: (rule: RoleRule) => Verdict,
): Granted {
  const grants: Explained[] = assigned.map(({ role, source, by: id }) => ({
    role,
    effect: 'granted',
    by: { kind: 'assignment', source, id },
  }));
  const denials: Explained[] = [];
  for (const [index, rule] of rules.entries()) {
    const reasons = judge(rule);
    if (reasons === undefined) continue;
    const name = rule.name !== undefined && { name: rule.name };
    const by = { kind: 'rule' as const, rule: index + 1, ...name, reasons };
    const granted = reasons === 'unreadable' ? [] : (rule.grant ?? []);
    grants.push(...granted.map((role) => ({ role, effect: 'granted' as const, by })));
    denials.push(...(rule.deny ?? []).map((role) => ({ role, effect: 'denied' as const, by })));
    if (rule.stop && reasons !== 'unreadable') break;
  }
  const denied = new Set(denials.map(({ role }) => role));
  const roles = new Set(grants.map(({ role }) => role).filter((role) => !denied.has(role)));
  const kept = new Set([...roles].slice(0, MAX_ROLES));
  return {
    roles: [...kept].toSorted(),
    why: [...grants.map((one) => limited(one, roles, kept)), ...denials],
  };
}

function limited(one: Explained, roles: ReadonlySet<string>, kept: ReadonlySet<string>): Explained {
  return roles.has(one.role) && !kept.has(one.role) ? { ...one, effect: 'overLimit' } : one;
}
