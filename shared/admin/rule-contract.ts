import * as z from 'zod/mini';
import { condition, text } from '#shared/admin/condition-contract.ts';
import { roleName } from '#shared/admin/role-contract.ts';
import { parseJson } from '#shared/kernel/json.ts';
import { MAX_ACTIONS } from '#shared/lifecycle/rules/rule.ts';

// Rules over the admin API; as in admin-contract.ts, requests are closed and answers may grow.

const id = text(100);

const action = z.union(
  [
    z.strictObject({ setState: z.enum(['active', 'suspended', 'deactivated']) }),
    z.strictObject({ addToGroup: id }),
    z.strictObject({ removeFromGroup: id }),
    z.strictObject({ assignRole: roleName }),
    z.strictObject({ unassignRole: roleName }),
    z.strictObject({ callWebhook: id }),
  ],
  {
    error:
      'use one of setState, addToGroup, removeFromGroup, assignRole, unassignRole, callWebhook',
  },
);

const actions = z
  .array(action)
  .check(
    z.minLength(1, 'is empty'),
    z.maxLength(MAX_ACTIONS, `has more than ${MAX_ACTIONS} actions`),
  );

const pattern = z.pipe(
  z.looseObject({ type: z.array(z.string()) }),
  z.transform((members) => parsed(members)),
);

export const newRule = z.strictObject({
  description: z.exactOptional(text(200)),
  disabled: z.exactOptional(z.literal(true)),
  on: pattern,
  when: z.exactOptional(condition),
  actions,
  otherwise: z.exactOptional(actions),
});

export const MAX_DRY_RUN_DAYS = 30;

export const newDryRun = z.strictObject({
  days: z._default(z.int().check(z.minimum(1), z.maximum(MAX_DRY_RUN_DAYS)), 7),
  /** One that is not put yet; else the one that the path names. */
  rule: z.exactOptional(newRule),
});

const shownAction = z.record(z.string(), z.string());

export const ruleAnswer = z.object({
  id: z.string(),
  description: z.optional(z.string()),
  disabled: z.optional(z.boolean()),
  on: z.record(z.string(), z.unknown()),
  when: z.optional(z.record(z.string(), z.unknown())),
  actions: z.array(shownAction),
  otherwise: z.optional(z.array(shownAction)),
});

/** In the order in which they act. */
export const rulesAnswer = z.object({ version: z.number(), rules: z.array(ruleAnswer) });

export const dryRunAnswer = z.object({
  looked: z.number(),
  matched: z.number(),
  complete: z.boolean(),
  people: z.array(
    z.object({
      userId: z.string(),
      userName: z.string(),
      eventId: z.string(),
      time: z.string(),
      events: z.number(),
      actions: z.array(
        z.object({ action: shownAction, effect: z.string(), why: z.optional(z.string()) }),
      ),
    }),
  ),
});

export type RuleAnswer = z.output<typeof ruleAnswer>;
export type DryRunAnswer = z.output<typeof dryRunAnswer>;

/** Plain data without prototypes, as it is kept. */
function parsed(members: object) {
  const value = parseJson(JSON.stringify(members));
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
