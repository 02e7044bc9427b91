import * as z from 'zod/mini';
import { slug } from '#shared/admin/admin-contract.ts';
import { MAX_CONDITION_FILTER, MAX_GROUP_NAME } from '#shared/identity/conditions/condition.ts';

// What may be asked of a person, in the rules of a tenant.

export const text = (most: number) =>
  z
    .string()
    .check(z.minLength(1, 'is empty'), z.maxLength(most, `is longer than ${most} characters`));

const groupNamed = z.union(
  [
    z.strictObject({ id: text(100) }),
    z.strictObject({ directory: slug, externalId: text(1_000) }),
    z.strictObject({ displayName: text(MAX_GROUP_NAME) }),
  ],
  { error: 'name the group by id, by directory and externalId, or by displayName' },
);

export const condition = z
  .strictObject({
    group: z.exactOptional(groupNamed),
    filter: z.exactOptional(text(MAX_CONDITION_FILTER)),
    connection: z.exactOptional(slug),
    claimedGroup: z.exactOptional(z.strictObject({ connection: slug, value: text(1_000) })),
  })
  .check(
    z.refine(
      (parts) => Object.values(parts).some((part) => part !== undefined),
      'asks nothing; use group, filter, connection or claimedGroup',
    ),
  );

/** Why a condition holds, never with a value of an attribute; what is there goes by `kind`. */
export const reasonAnswer = z.object({
  kind: z.string(),
  id: z.optional(z.string()),
  name: z.optional(z.string()),
  membership: z.optional(z.string()),
  names: z.optional(z.readonly(z.array(z.string()))),
  connection: z.optional(z.string()),
  value: z.optional(z.string()),
});

export type ReasonAnswer = z.output<typeof reasonAnswer>;
