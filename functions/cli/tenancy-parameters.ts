import * as z from 'zod/mini';
import type { Parameter } from '#functions/cli/parameter.ts';
import { slug } from '#shared/admin/admin-contract.ts';
import { isId } from '#shared/kernel/uuid-v7.ts';

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

export const tokenIdArgument = {
  schema: z
    .string()
    .check(z.refine(isId, 'use the id that `token list` shows, not the token itself')),
  placeholder: 'ID',
  summary: 'the id of the token, as `token list` shows it',
} satisfies Parameter;
