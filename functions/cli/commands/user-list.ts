import * as z from 'zod/mini';
import { alignColumns } from '#functions/cli/align-columns.ts';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { optional, text, wholeNumber } from '#functions/cli/parameter.ts';
import { directoryOption, tenantOption } from '#functions/cli/tenancy-parameters.ts';
import {
  MAX_PAGE,
  type UserAnswer,
  type UsersAnswer,
  usersAnswer,
} from '#shared/admin/admin-contract.ts';

export const userList = defineCommand({
  name: 'list',
  summary: 'list the users of a tenant',
  description: `Lists the users of a tenant in order of birth, one page at a time. A directory whose visibility is own
keeps its users to itself: name it to see them.`,
  arguments: {},
  options: {
    tenant: tenantOption,
    directory: optional(directoryOption, 'those that this directory sees'),
    userName: {
      schema: z.optional(text),
      placeholder: 'NAME',
      summary: 'the one of this userName, in upper or lower case',
    },
    startIndex: {
      schema: z.optional(wholeNumber(1, 999_999_999)),
      placeholder: 'N',
      summary: 'place of the first to show, from 1 (1)',
    },
    count: {
      schema: z.optional(wholeNumber(0, MAX_PAGE)),
      placeholder: 'N',
      summary: `how many to show, at most ${MAX_PAGE} (100)`,
    },
  },
  example: {
    typed: '--tenant acme',
    printed: `ID                                    STATE        USER NAME          DISPLAY NAME
019cad3e-a1f0-7c31-9e02-5b7f44d8c610  active       ada@acme.example   Ada Lovelace
019cad3e-b37c-7f5e-8a41-c29e0d6b7f35  deactivated  alan@acme.example  Alan Turing
1-2 of 2`,
  },
  next: `find one: ${PROGRAM} user list --tenant acme --user-name ada@acme.example --json`,
  run: (admin, { tenant, ...query }) =>
    admin.get(usersAnswer, { path: ['tenants', tenant, 'users'], query }),
  show: (page) => {
    if (page.users.length === 0) return `No users here, of ${page.total}.`;
    const header = ['ID', 'STATE', 'USER NAME', 'DISPLAY NAME'];
    return `${alignColumns([header, ...page.users.map(row)])}\n${place(page)}`;
  },
});

function row({ id, state, userName, displayName }: UserAnswer): string[] {
  return [id, state, userName, displayName ?? ''];
}

function place({ total, startIndex, users }: UsersAnswer): string {
  const last = startIndex + users.length - 1;
  const more = last < total ? `; the next page: --start-index ${last + 1}` : '';
  return `${startIndex}-${last} of ${total}${more}`;
}
