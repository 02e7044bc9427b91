import { type Clock, HOUR, isoTime } from '#shared/kernel/clock.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { equalInConstantTime } from '#shared/kernel/secret.ts';
import { OutdatedAccess } from '#shared/tenancy/outdated-access.ts';
import { type CredentialStore, standingToken } from '#shared/tenancy/standing-token.ts';
import { parseToken, type TokenRecord } from '#shared/tenancy/token.ts';

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
  readonly store: CredentialStore;
  readonly clock: Clock;
  /** SHA-256, base64url without padding; every request waits for it, so a process may have a faster one. */
  readonly hashSecret: (secret: string) => Promise<string> | string;
}

/** `lastUsedAt` is kept to the hour, so that a busy token costs one write an hour. */
const TOUCH_EVERY = HOUR;
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

  async function read(id: string, hash: string, known?: TokenRecord): Promise<TokenRecord> {
    const now = clock.now();
    const token = await standingToken(store, id, now, known);
    if (!token || !equalInConstantTime(hash, token.secretHash)) {
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
