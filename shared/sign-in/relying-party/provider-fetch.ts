import type { CustomFetch, FetchBody } from 'openid-client';
import { soundJson } from '#shared/kernel/http/fetch-json.ts';
import type { OutgoingResponse } from '#shared/kernel/http/outgoing-http.ts';
import { isJsonObject, type JsonObject } from '#shared/kernel/json.ts';
import { peekedAt } from '#shared/sign-in/relying-party/id-token.ts';
import type { RelyingPartyPorts } from '#shared/sign-in/relying-party/ports.ts';
import type { WantedKey } from '#shared/sign-in/relying-party/provider-keys.ts';

/** What was discovered, and where; of those who have nothing to discover, undefined. */
export interface Discovered {
  readonly url: string;
  readonly metadata: JsonObject;
}

/** A token response holds three tokens; those of Entra with many groups take 15 KB. */
const limits = { timeout: 8_000, maxBody: 131_072 };
const ANY_KEY: WantedKey = { kid: undefined, issuer: undefined, tenant: undefined };

/**
 * What openid-client calls in place of `fetch`, for one sign-in: everything goes through the guarded client, metadata
 * and keys come from what this process knows, and an answer with two members of one name is none.
 */
export function providerFetch(
  { http, keys }: RelyingPartyPorts,
  discovered: Discovered | undefined,
): CustomFetch {
  let wanted = ANY_KEY;

  return async (url, { method, headers, body }) => {
    if (url === discovered?.url) return Response.json(discovered.metadata);
    if (url === discovered?.metadata['jwks_uri']) {
      return Response.json({ keys: await keys(url, wanted) });
    }
    const answer = await http(url, {
      method: methodOf(method),
      headers,
      ...bodyOf(body),
      ...limits,
    });
    if (answer.status !== 200) return refusal(answer);
    const json = soundJson(url, answer.body);
    const idToken = isJsonObject(json) ? json['id_token'] : undefined;
    if (typeof idToken === 'string') wanted = peekedAt(idToken);
    return Response.json(json);
  };
}

function methodOf(method: string): 'GET' | 'POST' {
  return method === 'POST' ? 'POST' : 'GET';
}

function bodyOf(body: FetchBody): { body?: string } {
  return body === undefined || body === null ? {} : { body: String(body) };
}

/** Of an error only what is needed to say which; statuses that a Response cannot have are all one. */
function refusal({ status, headers, body }: OutgoingResponse): Response {
  const known = status >= 300 && status <= 599 && status !== 304 ? status : 502;
  const type = headers['content-type'] ?? 'text/plain';
  return new Response(new Uint8Array(body), { status: known, headers: { 'content-type': type } });
}
