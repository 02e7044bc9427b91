import { hashSecret, newSecret } from '#shared/kernel/secret.ts';
import type { DialectName } from '#shared/scim/dialect.ts';
import type { Visibility } from '#shared/tenancy/tenant.ts';
import type { TokenScope } from '#shared/tenancy/token-scope.ts';

/** A bearer token, issued by hand or by the token endpoint, as it is kept: not its secret, only the SHA-256. */
export interface TokenRecord {
  readonly id: string;
  readonly tenantId: string;
  readonly directoryId: string;
  readonly dialect: DialectName;
  readonly visibility: Visibility;
  readonly scope: TokenScope;
  readonly secretHash: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly lastUsedAt?: string;
  /** Whether the tenant declared anything of its own: unless it did, a request need not look for it. */
  readonly customSchemas?: boolean;
  /** Of an access token: the client that got it, and for which of its secrets or trusts. */
  readonly client?: { readonly id: string; readonly credentialId: string };
}

/** Tokens of one directory that may be live together: the old one and the one that replaces it. */
export const MAX_LIVE_TOKENS = 2;

/** Days that a token lives when its issuer does not say. */
export const DEFAULT_TOKEN_DAYS = 365;

const TOKEN = /^rollcall_([0-9a-f-]{36})_([A-Za-z0-9_-]{43})$/;

/** The parts of a presented token, or undefined when it is not one of ours. */
export function parseToken(token: string): { id: string; secret: string } | undefined {
  const match = TOKEN.exec(token);
  const [, id, secret] = match ?? [];
  return id && secret ? { id, secret } : undefined;
}

/** A new token for its holder, who sees it this once, and the hash to keep. */
export async function mintToken(id: string): Promise<{ token: string; secretHash: string }> {
  const secret = newSecret();
  return { token: `rollcall_${id}_${secret}`, secretHash: await hashSecret(secret) };
}

/** Whether a token is good at a moment (milliseconds), unless it was revoked. */
export function isLive(token: Pick<TokenRecord, 'expiresAt'>, now: number): boolean {
  return Date.parse(token.expiresAt) > now;
}
