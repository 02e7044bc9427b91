import type { CommandGroup } from '#functions/cli/command.ts';
import { clientAddSecret } from '#functions/cli/commands/client-add-secret.ts';
import { clientAddTrust } from '#functions/cli/commands/client-add-trust.ts';
import { clientCreate } from '#functions/cli/commands/client-create.ts';
import { clientDelete } from '#functions/cli/commands/client-delete.ts';
import { clientList } from '#functions/cli/commands/client-list.ts';
import { clientRemoveTrust } from '#functions/cli/commands/client-remove-trust.ts';
import { clientRevokeSecret } from '#functions/cli/commands/client-revoke-secret.ts';
import { clientShow } from '#functions/cli/commands/client-show.ts';
import { directoryCreate } from '#functions/cli/commands/directory-create.ts';
import { directoryList } from '#functions/cli/commands/directory-list.ts';
import { tenantCreate } from '#functions/cli/commands/tenant-create.ts';
import { tenantList } from '#functions/cli/commands/tenant-list.ts';
import { tokenIssue } from '#functions/cli/commands/token-issue.ts';
import { tokenList } from '#functions/cli/commands/token-list.ts';
import { tokenRevoke } from '#functions/cli/commands/token-revoke.ts';
import { usersList } from '#functions/cli/commands/users-list.ts';

/** Every command there is, in the order in which a newcomer meets them. */
export const commandTable: readonly CommandGroup[] = [
  {
    name: 'tenant',
    description:
      'A tenant is a customer of yours, or a part of one that must not see the others. Everything else\nbelongs to a tenant, and nothing of one tenant can be named from another.',
    commands: [tenantCreate, tenantList],
  },
  {
    name: 'directory',
    description:
      "A directory is one source of a tenant's people: an application at Okta or Entra, an HR system. It\ndecides which dialect of SCIM is spoken and whom the source may see.",
    commands: [directoryCreate, directoryList],
  },
  {
    name: 'token',
    description:
      'A token is what an identity provider shows to push people into one directory. A directory has at\nmost two live ones: the one in use, and the one that replaces it.',
    commands: [tokenIssue, tokenList, tokenRevoke],
  },
  {
    name: 'client',
    description:
      'An OAuth client gets access tokens for one directory by itself, by client id and secret or by assertions\nthat its issuer signs, at the token URL: for providers that want no static token.',
    commands: [
      clientCreate,
      clientList,
      clientShow,
      clientAddSecret,
      clientRevokeSecret,
      clientAddTrust,
      clientRemoveTrust,
      clientDelete,
    ],
  },
  {
    name: 'users',
    description: 'The people of a tenant, as identity providers have pushed them in.',
    commands: [usersList],
  },
];
