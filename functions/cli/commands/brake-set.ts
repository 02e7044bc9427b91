import * as z from 'zod/mini';
import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { wholeNumber } from '#functions/cli/parameter.ts';
import { requireChange } from '#functions/cli/require-change.ts';
import { shownBrake } from '#functions/cli/shown-brake.ts';
import { directoryPath, ofDirectory } from '#functions/cli/tenancy-parameters.ts';
import { brakeAnswer, brakeMode } from '#shared/admin/brake-contract.ts';

const people = z.optional(wholeNumber(0, 100_000_000));

export const brakeSet = defineCommand({
  name: 'set',
  summary: 'change how many people may leave by a directory',
  description: `Changes the brake of a directory; what is left out stays as it is. Without any change it holds when more than
20% of more than 100 people would be deactivated or deleted within 24 hours, or more than 500.`,
  arguments: {},
  options: {
    ...ofDirectory,
    mode: {
      schema: z.optional(brakeMode),
      placeholder: 'MODE',
      summary: 'hold, or off: everybody may leave',
    },
    percent: {
      schema: z.optional(wholeNumber(1, 100)),
      placeholder: 'N',
      summary: 'the share of all people that may leave',
    },
    count: { schema: people, placeholder: 'N', summary: 'how many may leave at most' },
    minimum: {
      schema: people,
      placeholder: 'N',
      summary: 'of so many people or less, all may leave',
    },
  },
  example: {
    typed: '--tenant acme --directory okta --percent 25',
    printed: `Mode   hold
Limit  25%, and 500 people at most, of more than 100, in 24 hours
Left   0 in the last 24 hours
Held   no`,
  },
  next: `see what it does: ${PROGRAM} brake show --tenant acme --directory okta`,
  run: (admin, { tenant, directory, ...body }) => {
    requireChange(body);
    return admin.patch(brakeAnswer, { path: directoryPath(tenant, directory, 'brake'), body });
  },
  show: shownBrake,
});
