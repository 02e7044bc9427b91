import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { shownBrake } from '#functions/cli/shown-brake.ts';
import { directoryPath, ofDirectory } from '#functions/cli/tenancy-parameters.ts';
import { brakeAnswer } from '#shared/admin/brake-contract.ts';

export const brakeShow = defineCommand({
  name: 'show',
  summary: "show a directory's brake, and whether it is held",
  description: `Shows how many people a directory may deactivate and delete within 24 hours, how many it did, and whether
it is held because it wanted to do so with more.`,
  arguments: {},
  options: ofDirectory,
  example: {
    typed: '--tenant acme --directory okta',
    printed: `Mode   hold
Limit  25%, and 500 people at most, of more than 100, in 24 hours
Left   0 in the last 24 hours
Held   no`,
  },
  next: `let people leave who are held: ${PROGRAM} brake release --tenant acme --directory okta`,
  run: (admin, { tenant, directory }) =>
    admin.get(brakeAnswer, { path: directoryPath(tenant, directory, 'brake') }),
  show: shownBrake,
});
