import { fetchJsonObject } from '#shared/kernel/http/fetch-json.ts';
import { type OutgoingHttp, OutgoingHttpError } from '#shared/kernel/http/outgoing-http.ts';
import { isJsonObject, type JsonObject } from '#shared/kernel/json.ts';

/** An issuer has a handful of keys; Entra's, with their certificates, take about 20 KB. */
const limits = { timeout: 5_000, maxBody: 262_144 };

/**
 * For how long the keys of an issuer are used (milliseconds): ten minutes, and a day more while they cannot be fetched
 * again. Who signs with invented ones makes us ask no more often than every two seconds.
 */
export const keySetRenewal = { fresh: 600_000, usable: 86_400_000, coolDown: 2_000 } as const;

/** The keys of a JSON Web Key Set (RFC 7517 section 5). @throws OutgoingHttpError */
export async function fetchKeySet(http: OutgoingHttp, url: string): Promise<readonly JsonObject[]> {
  const { keys } = await fetchJsonObject(http, url, limits);
  if (Array.isArray(keys)) return keys.filter(isJsonObject);
  throw new OutgoingHttpError('protocol', `${url} is no JSON Web Key Set.`);
}
