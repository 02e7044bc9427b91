import type { Clock } from '#shared/kernel/clock.ts';
import { fetchKeySet, keySetRenewal } from '#shared/kernel/http/fetch-key-set.ts';
import type { OutgoingHttp } from '#shared/kernel/http/outgoing-http.ts';
import type { JsonObject } from '#shared/kernel/json.ts';
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

const renewal = { ...keySetRenewal, afterFailure: 5_000 };

/** openid-client would overlook a new key for a minute, and have none at all once an endpoint fails. */
export function createProviderKeys(http: OutgoingHttp, clock: Clock): ProviderKeys {
  const cache = createRenewingCache(
    clock,
    renewal,
    (jwksUri: string) => jwksUri,
    (jwksUri) => fetchKeySet(http, jwksUri),
  );
  return async (jwksUri, wanted) => {
    const known = (await cache.get(jwksUri)).filter((key) => mayBe(key, wanted));
    if (known.length > 0) return known;
    return (await cache.renew(jwksUri)).filter((key) => mayBe(key, wanted));
  };
}

/** Entra says of each key whose tokens it signs: one for consumers must not sign for a company. */
function mayBe(key: JsonObject, { kid, issuer, tenant = '' }: WantedKey): boolean {
  if (kid !== undefined && key['kid'] !== kid) return false;
  const signsFor = key['issuer'];
  return typeof signsFor !== 'string' || signsFor.replace('{tenantid}', tenant) === issuer;
}
