import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import type { Clock } from '#shared/kernel/clock.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { fetchJsonObject } from '#shared/kernel/http/fetch-json.ts';
import { fetchKeySet, keySetRenewal } from '#shared/kernel/http/fetch-key-set.ts';
import type { OutgoingHttp } from '#shared/kernel/http/outgoing-http.ts';
import { createRenewingCache } from '#shared/kernel/renewing-cache.ts';
import type { Trust } from '#shared/tenancy/oauth-client.ts';

export type KeySource = Pick<Trust, 'issuer' | 'jwksUri'>;

/** The keys with which assertions of an issuer are verified; asking rejects with `unavailable` when there are none. */
export type IssuerKeys = (source: KeySource) => JWTVerifyGetKey;

interface IssuerKeysPorts {
  readonly http: OutgoingHttp;
  readonly clock: Clock;
}

const renewal = { ...keySetRenewal, afterFailure: 30_000 };

/**
 * JSON Web Key Sets of issuers (RFC 7517), remembered by this process. A key that was published a moment ago is
 * found, because an unknown one makes the set be fetched anew; an endpoint that is down is survived for a day.
 */
export function createIssuerKeys({ http, clock }: IssuerKeysPorts): IssuerKeys {
  const sets = createRenewingCache(
    clock,
    renewal,
    ({ issuer, jwksUri }: KeySource) => JSON.stringify([issuer, jwksUri]),
    async (source) => createLocalJWKSet(await fetchKeys(http, source)),
  );

  async function keysBy(ask: 'get' | 'renew', source: KeySource): Promise<JWTVerifyGetKey> {
    try {
      return await sets[ask](source);
    } catch (cause) {
      throw noKeys(source, cause);
    }
  }

  return (source) => async (header, token) => {
    const keys = await keysBy('get', source);
    try {
      return await keys(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
    }
    const renewed = await keysBy('renew', source);
    return await renewed(header, token);
  };
}

function noKeys({ issuer }: KeySource, cause: unknown): DomainError {
  const detail = `The keys of the issuer ${issuer} cannot be fetched. Send the request again.`;
  return new DomainError('unavailable', detail, {
    cause,
    retryAfter: renewal.afterFailure / 1_000,
  });
}

async function fetchKeys(
  http: OutgoingHttp,
  { issuer, jwksUri }: KeySource,
): Promise<JSONWebKeySet> {
  const keys = await fetchKeySet(http, jwksUri ?? (await discoverKeys(http, issuer)));
  // What jose cannot use is not for us: other kinds of key, and those of secrets.
  const usable = keys.filter((key) => typeof key['kty'] === 'string');
  return { keys: usable as unknown as JSONWebKeySet['keys'] };
}

/** The configuration of an OpenID provider takes a few KB. */
const limits = { timeout: 5_000, maxBody: 65_536 };

/** OpenID Connect Discovery 1.0 section 4: the issuer has to say of itself what we call it. */
async function discoverKeys(http: OutgoingHttp, issuer: string): Promise<string> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const { issuer: stated, jwks_uri: jwksUri } = await fetchJsonObject(http, url, limits);
  if (stated === issuer && typeof jwksUri === 'string') return jwksUri;
  throw new TypeError('The OpenID configuration is of another issuer, or names no keys.');
}
