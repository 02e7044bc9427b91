import type { Clock } from '#shared/kernel/clock.ts';
import { fetchJsonObject } from '#shared/kernel/http/fetch-json.ts';
import { type OutgoingHttp, OutgoingHttpError } from '#shared/kernel/http/outgoing-http.ts';
import { isJsonObject, type JsonObject } from '#shared/kernel/json.ts';
import { createRenewingCache } from '#shared/kernel/renewing-cache.ts';

/** What a token, not verified yet, says of the key that it is signed with. */
export interface WantedKey {
  readonly kid: string | undefined;
  readonly issuer: string | undefined;
  /** Entra's `tid`. */
  readonly tenant: string | undefined;
}

/** The keys at a JWKS URI (RFC 7517) that may have signed a token; asking rejects with OutgoingHttpError. */
export type ProviderKeys = (jwksUri: string, wanted: WantedKey) => Promise<readonly JsonObject[]>;

/** A dead endpoint is survived for a day; who signs by invented keys makes us ask every two seconds at most. */
const renewal = { fresh: 600_000, usable: 86_400_000, coolDown: 2_000, afterFailure: 5_000 };
const limits = { timeout: 5_000, maxBody: 262_144 };

/** openid-client would overlook a new key for a minute, and have none at all once an endpoint fails. */
export function createProviderKeys(http: OutgoingHttp, clock: Clock): ProviderKeys {
  const cache = createRenewingCache(
    clock,
    renewal,
    (jwksUri: string) => jwksUri,
    (jwksUri) => fetchKeys(http, jwksUri),
  );
  return async (jwksUri, wanted) => {
    const known = (await cache.get(jwksUri)).filter((key) => mayBe(key, wanted));
    if (known.length > 0) return known;
    return (await cache.renew(jwksUri)).filter((key) => mayBe(key, wanted));
  };
}

async function fetchKeys(http: OutgoingHttp, jwksUri: string): Promise<readonly JsonObject[]> {
  const { keys } = await fetchJsonObject(http, jwksUri, limits);
  if (Array.isArray(keys)) return keys.filter(isJsonObject);
  throw new OutgoingHttpError('protocol', `${jwksUri} is no JSON Web Key Set.`);
}

/** Entra says of each key whose tokens it signs: one for consumers must not sign for a company. */
function mayBe(key: JsonObject, { kid, issuer, tenant = '' }: WantedKey): boolean {
  if (kid !== undefined && key['kid'] !== kid) return false;
  const signsFor = key['issuer'];
  return typeof signsFor !== 'string' || signsFor.replace('{tenantid}', tenant) === issuer;
}
