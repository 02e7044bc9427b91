import { type Clock, isoTime } from '#shared/kernel/clock.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { equalInConstantTime } from '#shared/kernel/secret.ts';
import type { ClientStore } from '#shared/tenancy/client-store.ts';
import { hasCredential, type OAuthClient } from '#shared/tenancy/oauth-client.ts';
import { OutdatedAccess } from '#shared/tenancy/outdated-access.ts';
import type { TokenStore } from '#shared/tenancy/tenancy-store.ts';
import { isLive, parseToken, type TokenRecord } from '#shared/tenancy/token.ts';

/**
 * What a token opens. `confirmed` settles once the token was read again for this very request: reads may run
 * beside it, but no write and no answer may go before it.
 */
export interface Access {
  readonly token: TokenRecord;
  readonly confirmed: Promise<void>;
}

export type Authenticate = (authorization: string | null) => Promise<Access>;

export interface AuthenticatePorts {
  readonly store: TokenStore & Pick<ClientStore, 'client'>;
  readonly clock: Clock;
  /** SHA-256, base64url without padding; every request waits for it, so a process may have a faster one. */
  readonly hashSecret: (secret: string) => Promise<string> | string;
}

/** `lastUsedAt` is kept to the hour, so that a busy token costs one write an hour. */
const TOUCH_EVERY = 3_600_000;
const MAX_REMEMBERED = 1_000;

/**
 * Bearer authentication (RFC 6750). A token that this process has seen is taken at its word while it is read
 * again, so that the check costs a request no round trip of its own; a revoked one is still refused at once.
 *
 * @throws DomainError `unauthenticated`, here or from `confirmed`; from `confirmed` also OutdatedAccess, when the token
 * means something else than it did when this process saw it last.
 */
export function createAuthenticate({ store, clock, hashSecret }: AuthenticatePorts): Authenticate {
  const remembered = new Map<string, TokenRecord>();

  const clientOf = async (token: TokenRecord | undefined): Promise<OAuthClient | undefined> => {
    if (!token?.client) return undefined;
    const { tenantId, directoryId, client } = token;
    return await store.client({ tenantId, directoryId, id: client.id });
  };

  /** The client of a token that is known already is asked for together with the token. */
  async function read(id: string, hash: string, known?: TokenRecord): Promise<TokenRecord> {
    const [found, knownClient] = await Promise.all([store.token(id), clientOf(known)]);
    const client = known ? knownClient : await clientOf(found);
    const token = found && client ? { ...found, ...marks(client) } : found;
    const now = clock.now();
    if (!token || !equalInConstantTime(hash, token.secretHash) || !stands(token, client, now)) {
      remembered.delete(id);
      throw invalidToken(
        'The bearer token is unknown, expired or revoked. Issue a new one for this directory.',
      );
    }
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    remembered.set(id, token);
    if (touches(token, now)) await store.touchToken(id, isoTime(now));
    return token;
  }

  return async (authorization) => {
    const presented = parseToken(bearer(authorization));
    if (!presented) {
      throw invalidToken(
        'The bearer token is not one of Rollcall. Send `Authorization: Bearer <token>`.',
      );
    }
    const hash = await hashSecret(presented.secret);
    const known = remembered.get(presented.id);
    if (!known || !equalInConstantTime(hash, known.secretHash)) {
      return { token: await read(presented.id, hash), confirmed: Promise.resolve() };
    }
    const confirmed = read(presented.id, hash, known).then((token) => {
      if (!meanTheSame(known, token)) throw new OutdatedAccess();
    });
    // Whoever awaits it gets the refusal; until then it must not count as unhandled.
    confirmed.catch(() => undefined);
    return { token: known, confirmed };
  };
}

/** Whether a request is served alike by either reading of a token. */
function meanTheSame(known: TokenRecord, token: TokenRecord): boolean {
  return (
    known.dialect === token.dialect &&
    known.visibility === token.visibility &&
    known.scope === token.scope &&
    known.customSchemas === token.customSchemas
  );
}

/** An access token ends with the secret or trust that it was issued for. */
function stands(token: TokenRecord, client: OAuthClient | undefined, now: number): boolean {
  if (!isLive(token, now)) return false;
  if (!token.client) return true;
  return client !== undefined && hasCredential(client, token.client.credentialId);
}

/** What an access token has from its client. */
function marks({ customSchemas }: OAuthClient): Pick<TokenRecord, 'customSchemas'> {
  return customSchemas ? { customSchemas } : {};
}

/** Access tokens are too many, and too short-lived, for anybody to ask when they were used. */
function touches({ client, lastUsedAt }: TokenRecord, now: number): boolean {
  if (client) return false;
  return lastUsedAt === undefined || now - Date.parse(lastUsedAt) >= TOUCH_EVERY;
}

function bearer(authorization: string | null): string {
  const [, shown] = /^bearer +(.+)$/i.exec(authorization ?? '') ?? [];
  if (shown !== undefined) return shown;
  throw new DomainError(
    'unauthenticated',
    'Authentication is missing. Send `Authorization: Bearer <token>`.',
  );
}

function invalidToken(detail: string): DomainError {
  return new DomainError('unauthenticated', detail, { challenge: 'invalid_token' });
}
