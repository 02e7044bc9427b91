import * as z from 'zod/mini';
import { condition, reasonAnswer, text } from '#shared/admin/condition-contract.ts';
import { isRoleName } from '#shared/identity/role-name.ts';
import { MAX_RULE_ROLES, MAX_RULES } from '#shared/sessions/roles/role-rules.ts';

// Roles over the admin API; as in admin-contract.ts, requests are closed and answers may grow.

export const roleName = z
  .string()
  .check(
    z.refine(
      isRoleName,
      'use 1-64 letters, digits and _ . : -, the first a letter or digit, such as "editor"',
    ),
  );

const roles = z
  .array(roleName)
  .check(z.maxLength(MAX_RULE_ROLES, `names more than ${MAX_RULE_ROLES} roles`));

const rule = z
  .strictObject({
    name: z.exactOptional(text(100)),
    when: condition,
    grant: z.exactOptional(roles),
    deny: z.exactOptional(roles),
    stop: z.exactOptional(z.boolean()),
  })
  .check(
    z.refine(
      ({ grant = [], deny = [], stop }) => grant.length + deny.length > 0 || stop === true,
      'does nothing; use grant, deny or stop',
    ),
  );

export const newRoleRules = z.strictObject({
  rules: z.array(rule).check(z.maxLength(MAX_RULES, `are more than ${MAX_RULES}`)),
  /** Of the rules that were looked at; others may have changed them since. */
  version: z.exactOptional(z.int()),
});

export const roleRulesAnswer = z.object({
  /** 0 as long as there never were any. */
  version: z.number(),
  rules: z.array(rule),
});

export const assignedRole = z.strictObject({ role: roleName });

export const rolesAnswer = z.object({
  roles: z.array(z.string()),
  why: z.array(
    z.object({
      role: z.string(),
      /** `granted`, `denied` or `overLimit`. */
      effect: z.string(),
      by: z.union([
        z.object({ kind: z.literal('assignment'), source: z.string(), id: z.string() }),
        z.object({
          kind: z.literal('rule'),
          /** Place in the list, from 1. */
          rule: z.number(),
          name: z.optional(z.string()),
          /** `unreadable` when its filter fits the schemas no longer. */
          reasons: z.union([z.readonly(z.array(reasonAnswer)), z.literal('unreadable')]),
        }),
      ]),
    }),
  ),
});

export type RolesAnswer = z.output<typeof rolesAnswer>;
