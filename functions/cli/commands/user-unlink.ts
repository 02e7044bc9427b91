import { defineCommand, PROGRAM } from '#functions/cli/command.ts';
import { shownLinks } from '#functions/cli/commands/user-links.ts';
import { text } from '#functions/cli/parameter.ts';
import { oneUser, userPath } from '#functions/cli/user-parameters.ts';
import { linksAnswer } from '#shared/admin/link-contract.ts';

export const userUnlink = defineCommand({
  name: 'unlink',
  summary: 'take a way to sign in away',
  description: `Takes an account at an identity provider away from a user, and ends everything that they are signed in with. Whoever
comes by that account from then on is looked for anew. Shows what is left, as \`user links\` does.`,
  arguments: {},
  options: {
    ...oneUser.options,
    issuer: {
      schema: text,
      placeholder: 'URL',
      summary: 'the identity provider, as `user links` shows it',
    },
    subject: {
      schema: text,
      placeholder: 'SUB',
      summary: 'the account there, as `user links` shows it',
    },
  },
  example: {
    typed:
      '--tenant acme --user 019cad3e-a1f0-7c31-9e02-5b7f44d8c610 --issuer https://idp.example.com --subject 00u1a2b3',
    printed: 'Nobody signs in as this user yet.',
  },
  next: `lock them out altogether: ${PROGRAM} user deactivate --tenant acme --user ID`,
  run: (admin, { tenant, user, directory, issuer, subject }) =>
    admin.post(linksAnswer, {
      path: userPath(tenant, user, 'unlink'),
      query: { directory },
      body: { issuer, subject },
    }),
  show: shownLinks,
});
