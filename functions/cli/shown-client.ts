import { alignColumns } from '#functions/cli/align-columns.ts';
import { shownTime } from '#functions/cli/shown-time.ts';
import type { ClientAnswer } from '#shared/admin/client-contract.ts';

/** A client with its secrets and trusts, for people. */
export function shownClient(client: ClientAnswer): string {
  const { clientId, scope, tokenMinutes, tokenUrl, scimBaseUrl } = client;
  const facts = [
    ['Client id', clientId],
    ['Token URL', tokenUrl],
    ['SCIM base URL', scimBaseUrl],
    ['Scope', scope],
    ['Access tokens', `${tokenMinutes} minutes`],
  ];
  return [
    alignColumns(facts),
    ...client.secrets.map(secretLine),
    ...client.trusts.map(trustLines),
  ].join('\n');
}

function secretLine({ id, live, expiresAt }: ClientAnswer['secrets'][number]): string {
  return `Secret ${id}: ${live ? 'live until' : 'expired'} ${shownTime(expiresAt)}`;
}

function trustLines({ id, issuer, subject, audience, jwksUri }: ClientAnswer['trusts'][number]) {
  const claims = [
    ['issuer', issuer],
    ['subject', subject],
    ['audience', audience],
    ['keys', jwksUri ?? 'as its OpenID configuration says'],
  ];
  return `Trust ${id}:\n${alignColumns(claims, '  ')}`;
}
