import * as z from 'zod/mini';
import { type Parameter, text } from '#functions/cli/parameter.ts';
import { tenantOption } from '#functions/cli/tenancy-parameters.ts';
import { typesList } from '#shared/admin/event-contract.ts';
import { isId } from '#shared/kernel/uuid-v7.ts';

/** What says which events are meant, for every command that shows some. */
export const eventOptions = {
  tenant: tenantOption,
  after: {
    schema: z.optional(text),
    placeholder: 'CURSOR',
    summary: 'go on from there: the `next` of a list before',
  },
  types: {
    schema: z.optional(typesList),
    placeholder: 'A,B',
    summary: 'of these types alone, such as user.deactivated,user.deleted',
  },
  subject: {
    schema: z.optional(z.string().check(z.refine(isId, 'use the id of a user or group'))),
    placeholder: 'ID',
    summary: 'of this user or group alone',
  },
} satisfies Record<string, Parameter>;

export const subjectIdArgument = {
  schema: z.string().check(z.refine(isId, 'use the SCIM id')),
  placeholder: 'ID',
  summary: 'the SCIM id',
} satisfies Parameter;
