import type { LocalFile } from './local-file.ts';

/** What to do now: a sign-in to click through, requests to paste, and where to go from here. */
export function welcome(
  local: LocalFile,
  options: { events: boolean; dataFolder: string | undefined },
): string {
  const { token } = local.tenants.acme.directories.lenient;
  const data = options.dataFolder
    ? `in ${options.dataFolder}`
    : 'in memory (ROLLCALL_DATA=<folder> npm start keeps it)';
  const user =
    '{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"ada@example.com","name":{"givenName":"Ada","familyName":"Lovelace"}}';
  const people = local.demoIdp.users.map(({ username, password }) => `${username} / ${password}`);
  return `
Rollcall runs at ${local.baseUrl}; data is ${data}.

Sign in, by the demo identity provider, as ${people.join(', ')}:

  ${new URL('/', local.oidc.redirectUri)}

Let one of them go (the page shows their id as sub), and reload the page: access is gone.

  npm run -s rollcall -- user deactivate --tenant acme --user <sub>

Create a user, and find her again:

  curl -s ${local.scimBaseUrl}/Users -H 'Authorization: Bearer ${token}' -H 'Content-Type: application/scim+json' -d '${user}'

  curl -s '${local.scimBaseUrl}/Users?filter=userName+eq+%22ada@example.com%22' -H 'Authorization: Bearer ${token}'

Then:
  - the tenants acme and globex each have the directories lenient, strict, okta and entra; their tokens are in .rollcall/local.json
${options.events ? '  - every event appears below' : '  - npm start -- --events shows every event as it leaves'}
  - npm run rollcall -- --help administers tenants, directories and tokens
  - Ctrl-C ends everything
`;
}
