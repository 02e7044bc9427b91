import * as z from 'zod/mini';
import { type Parameter, wholeNumber } from '#functions/cli/parameter.ts';

const text = z.string().check(z.minLength(1, 'is empty'));

export const urnArgument = {
  schema: text,
  placeholder: 'URN',
  summary: 'the id of the schema, as `schema list` shows it',
} satisfies Parameter;

export const typeArgument = {
  schema: text,
  placeholder: 'NAME',
  summary: 'the name of the resource type',
} satisfies Parameter;

export const fileOption = {
  schema: text,
  placeholder: 'FILE',
  summary: 'the document, JSON as RFC 7643 has it',
} satisfies Parameter;

export const versionOption = {
  schema: z.optional(wholeNumber(0, 99_999_999)),
  placeholder: 'N',
  summary: 'as of this version (the one in force)',
} satisfies Parameter;
