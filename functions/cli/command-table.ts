import type { CommandGroup } from '#functions/cli/command.ts';
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
    name: 'users',
    description: 'The people of a tenant, as identity providers have pushed them in.',
    commands: [usersList],
  },
];
