import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import type { Clock } from '#shared/kernel/clock.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { type OutgoingHttp, OutgoingHttpError } from '#shared/kernel/http/outgoing-http.ts';
import { isJsonObject, type JsonObject, parseJson } from '#shared/kernel/json.ts';
import type { Trust } from '#shared/tenancy/oauth-client.ts';

export type KeySource = Pick<Trust, 'issuer' | 'jwksUri'>;

/** The keys with which assertions of an issuer are verified; asking rejects with `unavailable` when there are none. */
export type IssuerKeys = (source: KeySource) => JWTVerifyGetKey;

interface IssuerKeysPorts {
  readonly http: OutgoingHttp;
  readonly clock: Clock;
}

/** Milliseconds. Keys are fetched again after ten minutes, and used for a day more when that fails. */
const FRESH = 600_000;
const USABLE = 86_400_000;
/** Between two attempts for a key that is not known: who signs with invented ones makes us ask no more often. */
const COOL_DOWN = 2_000;
/** Between two attempts at an endpoint that failed. */
const AFTER_FAILURE = 30_000;
/** An issuer has a handful of keys; Entra's, with their certificates, take about 20 KB. */
const MAX_BODY = 262_144;
const MAX_ISSUERS = 1_000;
const TIMEOUT = 5_000;

interface Held {
  keys?: JWTVerifyGetKey;
  fetchedAt: number;
  triedAt: number;
  failed: boolean;
  fetching?: Promise<void>;
}

/**
 * JSON Web Key Sets of issuers (RFC 7517), remembered by this process. A key that was published a moment ago is
 * found, because an unknown one makes the set be fetched anew; an endpoint that is down is survived for a day.
 */
export function createIssuerKeys({ http, clock }: IssuerKeysPorts): IssuerKeys {
  const known = new Map<string, Held>();

  function heldOf({ issuer, jwksUri }: KeySource): Held {
    const name = JSON.stringify([issuer, jwksUri]);
    const held = known.get(name) ?? { fetchedAt: 0, triedAt: 0, failed: false };
    if (known.size >= MAX_ISSUERS) known.clear();
    known.set(name, held);
    return held;
  }

  /** Resolves when the set is as new as can be; never rejects. Those who ask at once share one attempt. */
  async function renew(source: KeySource, held: Held): Promise<void> {
    const wait = held.failed ? AFTER_FAILURE : COOL_DOWN;
    if (!held.fetching && clock.now() - held.triedAt < wait) return;
    held.fetching ??= attempt(source, held).finally(() => {
      delete held.fetching;
    });
    await held.fetching;
  }

  async function attempt(source: KeySource, held: Held): Promise<void> {
    held.triedAt = clock.now();
    try {
      held.keys = createLocalJWKSet(await fetchKeys(http, source));
      held.fetchedAt = clock.now();
      held.failed = false;
    } catch {
      held.failed = true;
    }
  }

  function keysOf(source: KeySource, { keys, fetchedAt }: Held): JWTVerifyGetKey {
    if (keys && clock.now() - fetchedAt < FRESH + USABLE) return keys;
    throw noKeys(source);
  }

  return (source) => async (header, token) => {
    const held = heldOf(source);
    if (clock.now() - held.fetchedAt >= FRESH) await renew(source, held);
    try {
      return await keysOf(source, held)(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
    }
    await renew(source, held);
    return await keysOf(source, held)(header, token);
  };
}

function noKeys({ issuer }: KeySource): DomainError {
  const detail = `The keys of the issuer ${issuer} cannot be fetched. Send the request again.`;
  return new DomainError('unavailable', detail, { retryAfter: AFTER_FAILURE / 1_000 });
}

async function fetchKeys(
  http: OutgoingHttp,
  { issuer, jwksUri }: KeySource,
): Promise<JSONWebKeySet> {
  const { keys } = await fetchJson(http, jwksUri ?? (await discoverKeys(http, issuer)));
  if (!Array.isArray(keys)) throw new TypeError('This is not a JSON Web Key Set.');
  // What jose cannot use is not for us: other kinds of key, and those of secrets.
  const usable = keys.filter((key) => isJsonObject(key) && typeof key['kty'] === 'string');
  return { keys: usable as unknown as JSONWebKeySet['keys'] };
}

/** OpenID Connect Discovery 1.0 section 4: the issuer has to say of itself what we call it. */
async function discoverKeys(http: OutgoingHttp, issuer: string): Promise<string> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const { issuer: stated, jwks_uri: jwksUri } = await fetchJson(http, url);
  if (stated === issuer && typeof jwksUri === 'string') return jwksUri;
  throw new TypeError('The OpenID configuration is of another issuer, or names no keys.');
}

async function fetchJson(http: OutgoingHttp, url: string): Promise<JsonObject> {
  const headers = { accept: 'application/json' };
  const { status, body } = await http(url, {
    method: 'GET',
    headers,
    timeout: TIMEOUT,
    maxBody: MAX_BODY,
  });
  if (status !== 200) throw new OutgoingHttpError('protocol', `${url} answered ${status}.`);
  const json = parseJson(new TextDecoder().decode(body));
  if (isJsonObject(json)) return json;
  throw new TypeError('This is not a JSON object.');
}
