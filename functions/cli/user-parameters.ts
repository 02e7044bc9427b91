import * as z from 'zod/mini';
import type { AdminClient } from '#functions/cli/admin-client.ts';
import { idFrom, optional, type Parameter, type Values } from '#functions/cli/parameter.ts';
import { directoryOption, tenantOption } from '#functions/cli/tenancy-parameters.ts';
import { type UserAnswer, userAnswer } from '#shared/admin/admin-contract.ts';
import { MAX_REASON } from '#shared/identity/lifecycle-state.ts';

const userOption = {
  schema: idFrom('user list'),
  placeholder: 'ID',
  summary: 'the SCIM id of the user, as `user list` shows it',
} satisfies Parameter;

/** What every command takes that is about one user. */
export const oneUser = {
  arguments: {},
  options: {
    tenant: tenantOption,
    user: userOption,
    directory: optional(directoryOption, 'the directory that keeps the user to itself'),
  },
} as const;

/** What every command takes that moves a user to another state. */
export const movedUser = {
  arguments: {},
  options: {
    ...oneUser.options,
    reason: {
      schema: z.optional(z.string()),
      placeholder: 'TEXT',
      summary: `why, for the timeline and the event; at most ${MAX_REASON} characters`,
    },
  },
} as const;

type MovedUser = Values<(typeof movedUser)['options']>;

/** Has the admin API move a user; `verb` is as in its path. */
export function moveUser(
  admin: AdminClient,
  verb: 'stage' | 'suspend' | 'deactivate' | 'reactivate',
  { tenant, user, directory, reason }: MovedUser,
): Promise<UserAnswer> {
  const path = userPath(tenant, user, verb);
  return admin.post(userAnswer, { path, query: { directory }, body: { reason } });
}

export function userPath(tenant: string, user: string, ...rest: readonly string[]): string[] {
  return ['tenants', tenant, 'users', user, ...rest];
}
