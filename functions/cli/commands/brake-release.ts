import * as z from 'zod/mini';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { wholeNumber } from '#functions/cli/parameter.ts';
import { shownTime } from '#functions/cli/shown-time.ts';
import { directoryPath, ofDirectory } from '#functions/cli/tenancy-parameters.ts';
import { brakeAnswer } from '#shared/admin/brake-contract.ts';

export const brakeRelease = defineCommand({
  name: 'release',
  summary: 'let people leave by a directory that is held',
  description: `Lets people leave by a directory for 24 hours: all of them, or so many more. What was refused while it was
held is not made up for here; the identity provider sends it again. A large departure that was announced can be
released before it begins.`,
  arguments: {},
  options: {
    ...ofDirectory,
    more: {
      schema: z.optional(wholeNumber(1, 100_000_000)),
      placeholder: 'N',
      summary: 'how many more may leave; all unless it is said',
    },
  },
  example: {
    typed: '--tenant acme --directory okta --more 50',
    printed: '50 more people may leave acme by okta until 2026-11-23T10:00:00Z.',
  },
  next: `see how many did: ${PROGRAM} brake show --tenant acme --directory okta`,
  run: (admin, { tenant, directory, more }) =>
    admin.post(brakeAnswer, {
      path: directoryPath(tenant, directory, 'brake', 'release'),
      body: { more },
    }),
  show: ({ release }, { tenant, directory, more }) =>
    `${more === undefined ? 'All' : `${more} more`} people may leave ${tenant} by ${directory} until ${shownTime(release?.until ?? '')}.`,
});
