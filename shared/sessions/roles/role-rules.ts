import type { Condition } from '#shared/identity/conditions/condition.ts';

/** Gives roles to those of whom a condition holds, or takes them away. */
export interface RoleRule {
  /** What people call it. */
  readonly name?: string;
  readonly when: Condition;
  readonly grant?: readonly string[];
  /** Taken away, whatever else gives them. */
  readonly deny?: readonly string[];
  /** No rule behind it is looked at when it holds. */
  readonly stop?: boolean;
}

/** The rules of a tenant in their order; one version of them. */
export interface RoleRules {
  /** 1 for the first, +1 with each that is accepted; 0 when the tenant never had any. */
  readonly version: number;
  readonly rules: readonly RoleRule[];
}

export const MAX_RULES = 200;

/** Roles that one rule grants, and that it denies. */
export const MAX_RULE_ROLES = 20;

/** Bytes of all rules as JSON: they are read whenever a token is minted. */
export const MAX_RULES_BYTES = 48_000;
