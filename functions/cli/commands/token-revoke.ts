import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { directoryPath, ofDirectory, tokenIdArgument } from '#functions/cli/tenancy-parameters.ts';

export const tokenRevoke = defineCommand({
  name: 'revoke',
  summary: 'take a token back',
  description:
    'Revokes a token at once: the very next request that shows it is refused. It cannot be undone; issue\nanother instead.',
  arguments: { id: tokenIdArgument },
  options: ofDirectory,
  example: {
    typed: '019cad3c-5280-7a4f-b5a6-0d6c1f2e9a71 --tenant acme --directory okta',
    printed:
      'Revoked the token 019cad3c-5280-7a4f-b5a6-0d6c1f2e9a71 of the directory okta of acme.',
  },
  next: `see what is left: ${PROGRAM} token list --tenant acme --directory okta`,
  run: async (admin, { id, tenant, directory }) => {
    await admin.delete({ path: directoryPath(tenant, directory, 'tokens', id) });
    return { id, revoked: true };
  },
  show: ({ id }, { tenant, directory }) =>
    `Revoked the token ${id} of the directory ${directory} of ${tenant}.`,
});
