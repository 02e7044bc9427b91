import { alignColumns } from '#functions/cli/align-columns.ts';
import type { ConnectionAnswer } from '#shared/admin/connection-contract.ts';

/** What somebody at the provider has to know, and what tells one connection from another. */
export function shownConnection(connection: ConnectionAnswer): string {
  const { displayName, kind, issuer, clientId, redirectUri, initiateLoginUri } = connection;
  return alignColumns([
    ['Name', displayName],
    ['Kind', kind],
    ['Issuer', issuer],
    ['Client id', clientId],
    ['Redirect URI', redirectUri],
    ['Sign-in begins at', initiateLoginUri],
    ['Enabled', connection.enabled ? 'yes' : 'no'],
  ]);
}
