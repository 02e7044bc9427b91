import type { Clock } from '#shared/kernel/clock.ts';
import { fetchJsonObject } from '#shared/kernel/http/fetch-json.ts';
import type { OutgoingHttp } from '#shared/kernel/http/outgoing-http.ts';
import type { JsonObject } from '#shared/kernel/json.ts';
import { createRenewingCache } from '#shared/kernel/renewing-cache.ts';
import { SignInRefused } from '#shared/sign-in/sign-in-refused.ts';

/** Where a provider says what it is, and what it has to call itself there, character by character. */
export interface MetadataSource {
  readonly url: string;
  readonly issuer: string;
}

/** OpenID Provider Metadata (OpenID Connect Discovery 1.0 section 3). */
export type ProviderMetadata = (source: MetadataSource) => Promise<JsonObject>;

/** Endpoints change with a provider's releases; an hour is what providers themselves say to be kept. */
const renewal = { fresh: 3_600_000, usable: 86_400_000, coolDown: 2_000, afterFailure: 5_000 };
const limits = { timeout: 5_000, maxBody: 65_536 };

/** Asking rejects with OutgoingHttpError, or SignInRefused `wrongIssuer`. */
export function createProviderMetadata(http: OutgoingHttp, clock: Clock): ProviderMetadata {
  const cache = createRenewingCache(
    clock,
    renewal,
    ({ url, issuer }: MetadataSource) => JSON.stringify([url, issuer]),
    ({ url, issuer }) => discover(http, url, issuer),
  );
  return cache.get;
}

/** openid-client compares issuers as URLs, to which `https://a` and `https://a/` are the same; ID tokens do not. */
async function discover(http: OutgoingHttp, url: string, issuer: string): Promise<JsonObject> {
  const metadata = await fetchJsonObject(http, url, limits);
  if (metadata['issuer'] === issuer) return metadata;
  throw new SignInRefused('wrongIssuer', `${url} is the configuration of another issuer.`);
}
