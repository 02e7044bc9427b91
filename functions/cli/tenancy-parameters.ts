import * as z from 'zod/mini';
import { type Parameter, wholeNumber } from '#functions/cli/parameter.ts';
import { attributeName, slug } from '#shared/admin/admin-contract.ts';
import { isId } from '#shared/kernel/uuid-v7.ts';
import { MAX_BURST, MAX_PER_SECOND } from '#shared/tenancy/rate-limit.ts';

export const nameArgument = {
  schema: slug,
  placeholder: 'NAME',
  summary: '1-40 lower-case letters, digits and inner hyphens',
} satisfies Parameter;

export const tenantOption = {
  schema: slug,
  placeholder: 'TENANT',
  summary: 'whose it is',
} satisfies Parameter;

export const directoryOption = {
  schema: slug,
  placeholder: 'DIRECTORY',
  summary: 'which of its directories',
} satisfies Parameter;

/** What every command takes that is about one directory. */
export const ofDirectory = { tenant: tenantOption, directory: directoryOption } as const;

export function directoryPath(
  tenant: string,
  directory: string,
  ...rest: readonly string[]
): string[] {
  return ['tenants', tenant, 'directories', directory, ...rest];
}

export const tokenIdArgument = {
  schema: z
    .string()
    .check(z.refine(isId, 'use the id that `token list` shows, not the token itself')),
  placeholder: 'ID',
  summary: 'the id of the token, as `token list` shows it',
} satisfies Parameter;

/** The rate limit of a directory. */
export const rateOptions = {
  requestsPerSecond: {
    schema: z.optional(wholeNumber(1, MAX_PER_SECOND)),
    placeholder: 'N',
    summary: 'requests a second that it may send, all the time',
  },
  burst: {
    schema: z.optional(wholeNumber(1, MAX_BURST)),
    placeholder: 'N',
    summary: 'requests that it may send at once, after a pause',
  },
} satisfies Record<string, Parameter>;

const attribute = {
  schema: z.optional(attributeName),
  placeholder: 'NAME',
} satisfies Omit<Parameter, 'summary'>;

/** By which attributes a directory says when people join and leave. */
export const dateOptions = {
  startsAtAttribute: {
    ...attribute,
    summary: 'attribute that says when somebody joins, as URN:name',
  },
  endsAtAttribute: {
    ...attribute,
    summary: 'attribute that says when somebody leaves, as URN:name',
  },
} satisfies Record<string, Parameter>;
