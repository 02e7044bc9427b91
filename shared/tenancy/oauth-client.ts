import { MINUTE } from '#shared/kernel/clock.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { hashSecret, newSecret } from '#shared/kernel/secret.ts';
import type { TokenScope } from '#shared/tenancy/token-scope.ts';

/** A secret as it is kept: its SHA-256. */
export interface ClientSecret {
  readonly id: string;
  readonly hash: string;
  readonly createdAt: string;
  readonly expiresAt: string;
}

/**
 * Whose signed assertions stand for this client in place of a secret (RFC 7523 section 2.2). An assertion has to
 * name all three, character by character.
 */
export interface Trust {
  readonly id: string;
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
  /** Where the issuer's keys are; without it, the issuer's OpenID configuration says. */
  readonly jwksUri?: string | undefined;
  readonly createdAt: string;
}

/** An OAuth client (RFC 6749 section 2) of one directory: it gets access tokens for it, by secret or assertion. */
export interface OAuthClient {
  readonly id: string;
  readonly tenantId: string;
  readonly directoryId: string;
  /** The most that its access tokens may do. */
  readonly scope: TokenScope;
  /** Minutes that an access token lives. */
  readonly tokenMinutes: number;
  readonly createdAt: string;
  readonly secrets: readonly ClientSecret[];
  readonly trusts: readonly Trust[];
  /** As of a TokenRecord; a client says it for its access tokens, which nobody could list. */
  readonly customSchemas?: boolean;
}

export type ClientName = Pick<OAuthClient, 'tenantId' | 'directoryId' | 'id'>;

export const MAX_CLIENTS = 10;
/** Secrets that may be live together: the old one and the one that replaces it. */
export const MAX_LIVE_SECRETS = 2;
const MAX_TRUSTS = 5;
/** Providers ask for an hour at least. */
export const MIN_TOKEN_MINUTES = 60;
export const MAX_TOKEN_MINUTES = 1_440;

const LONGEST_TOKEN = MAX_TOKEN_MINUTES * MINUTE;

/** A new secret for its holder, who sees it this once, and the hash to keep. */
export async function mintClientSecret(): Promise<{ clientSecret: string; hash: string }> {
  const clientSecret = `rollcall-client-${newSecret()}`;
  return { clientSecret, hash: await hashSecret(clientSecret) };
}

/** Those that are good at a moment (milliseconds). */
export function liveSecrets({ secrets }: OAuthClient, now: number): ClientSecret[] {
  return secrets.filter(({ expiresAt }) => Date.parse(expiresAt) > now);
}

/**
 * An access token lives no longer than the client has the secret or trust that it was issued for: taking one away
 * ends its tokens. An expired secret stays until the last of them has expired too.
 */
export function hasCredential({ secrets, trusts }: OAuthClient, credentialId: string): boolean {
  return [...secrets, ...trusts].some(({ id }) => id === credentialId);
}

/** @throws DomainError `conflict` when two secrets are live already. */
export function withSecret(client: OAuthClient, secret: ClientSecret, now: number): OAuthClient {
  const live = liveSecrets(client, now);
  if (live.length >= MAX_LIVE_SECRETS) {
    const ids = live.map(({ id }) => id).join(', ');
    const detail = `The client has ${live.length} live secrets already. Revoke one of them first: ${ids}.`;
    throw new DomainError('conflict', detail);
  }
  const kept = client.secrets.filter(
    ({ expiresAt }) => Date.parse(expiresAt) + LONGEST_TOKEN > now,
  );
  return { ...client, secrets: [...kept, secret] };
}

/** @throws DomainError `conflict` when it has as many as there may be. */
export function withTrust(client: OAuthClient, trust: Trust): OAuthClient {
  if (client.trusts.length >= MAX_TRUSTS) {
    const detail = `The client trusts ${MAX_TRUSTS} identities already. Remove one of them first.`;
    throw new DomainError('conflict', detail);
  }
  return { ...client, trusts: [...client.trusts, trust] };
}
