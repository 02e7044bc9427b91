import * as z from 'zod/mini';
import type { Parameter } from '#functions/cli/parameter.ts';
import { directoryOption, tenantOption } from '#functions/cli/tenancy-parameters.ts';
import { MAX_REASON } from '#shared/identity/lifecycle-state.ts';
import { isId } from '#shared/kernel/uuid-v7.ts';

const userOption = {
  schema: z.string().check(z.refine(isId, 'use the id that `user list` shows')),
  placeholder: 'ID',
  summary: 'the SCIM id of the user, as `user list` shows it',
} satisfies Parameter;

/** What every command takes that is about one user. */
export const oneUser = {
  arguments: {},
  options: {
    tenant: tenantOption,
    user: userOption,
    directory: {
      ...directoryOption,
      schema: z.optional(directoryOption.schema),
      summary: 'the directory that keeps the user to itself',
    },
  },
} as const;

/** What a command takes besides that moves a user to another state. */
export const reasonOption = {
  reason: {
    schema: z.optional(z.string()),
    placeholder: 'TEXT',
    summary: `why, for the timeline and the event; at most ${MAX_REASON} characters`,
  },
} satisfies Record<string, Parameter>;

export function userPath(tenant: string, user: string, ...rest: readonly string[]): string[] {
  return ['tenants', tenant, 'users', user, ...rest];
}
