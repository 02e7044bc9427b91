import { equalInConstantTime } from '#shared/kernel/secret.ts';
import { isId } from '#shared/kernel/uuid-v7.ts';
import {
  type ClientName,
  liveSecrets,
  MAX_LIVE_SECRETS,
  type OAuthClient,
  type Trust,
} from '#shared/tenancy/oauth-client.ts';
import { invalidClient } from '#shared/token-endpoint/oauth-error.ts';
import type { TokenEndpointPorts } from '#shared/token-endpoint/ports.ts';
import type { ShownCredential } from '#shared/token-endpoint/token-request.ts';
import { claimedIdentity, verifyAssertion } from '#shared/token-endpoint/verify-assertion.ts';

/** Who asks, and which secret or trust showed it. */
export interface Authenticated {
  readonly client: OAuthClient;
  readonly credentialId: string;
}

/** The id of nobody: looked for in place of what is no id, which thus takes as long. */
const NOBODY = '00000000-0000-7000-8000-000000000000';
/** The hash of nothing known, to compare with where a client has fewer secrets. */
const NOTHING = 'A'.repeat(43);

/**
 * @throws OAuthError `invalid_client`, the same for whatever was wrong; DomainError `unavailable` when the keys of
 *   a trusted issuer cannot be had.
 */
export async function authenticateClient(
  ports: TokenEndpointPorts,
  directory: Pick<ClientName, 'tenantId' | 'directoryId'>,
  credential: ShownCredential,
): Promise<Authenticated> {
  if (credential.kind === 'secret') return await bySecret(ports, directory, credential);
  const { clientId, jwt } = credential;
  const clients =
    clientId === undefined
      ? await ports.store.clients(directory.tenantId, directory.directoryId)
      : [await named(ports, directory, clientId)];
  const identity = claimedIdentity(jwt);
  for (const client of clients) {
    const trust = client?.trusts.find((known) => identity !== undefined && isOf(known, identity));
    if (!client || !trust) continue;
    await verifyAssertion(ports.issuerKeys, trust, jwt, ports.clock.now());
    return { client, credentialId: trust.id };
  }
  throw invalidClient();
}

async function bySecret(
  ports: TokenEndpointPorts,
  directory: Pick<ClientName, 'tenantId' | 'directoryId'>,
  { clientId, secret }: ShownCredential & { kind: 'secret' },
): Promise<Authenticated> {
  const client = await named(ports, directory, clientId);
  const hash = await ports.hashSecret(secret);
  const live = client ? liveSecrets(client, ports.clock.now()) : [];
  const hashes = Array.from({ length: MAX_LIVE_SECRETS }, (_, n) => live[n]?.hash ?? NOTHING);
  const matches = hashes.map((known) => equalInConstantTime(hash, known));
  const matching = live.find((_, index) => matches[index]);
  if (!client || !matching) throw invalidClient();
  return { client, credentialId: matching.id };
}

async function named(
  { store }: TokenEndpointPorts,
  directory: Pick<ClientName, 'tenantId' | 'directoryId'>,
  clientId: string,
): Promise<OAuthClient | undefined> {
  return await store.client({ ...directory, id: isId(clientId) ? clientId : NOBODY });
}

function isOf(trust: Trust, claimed: Pick<Trust, 'issuer' | 'subject' | 'audience'>): boolean {
  return (
    trust.issuer === claimed.issuer &&
    trust.subject === claimed.subject &&
    trust.audience === claimed.audience
  );
}
