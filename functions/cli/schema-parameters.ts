import * as z from 'zod/mini';
import { fileOption, type Parameter, text, wholeNumber } from '#functions/cli/parameter.ts';

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

export const documentOption = fileOption('the document, JSON as RFC 7643 has it');

/** What a command has to know of a document before it is sent; the admin API judges the rest. */
export const schemaFile = z.looseObject({ id: text });
export const resourceTypeFile = z.looseObject({ name: text });

export const SCHEMAS_PAGE = 'docs/custom-schemas.md';

export const versionOption = {
  schema: z.optional(wholeNumber(0, 99_999_999)),
  placeholder: 'N',
  summary: 'as of this version (the one in force)',
} satisfies Parameter;
