import { type OutgoingHttp, OutgoingHttpError } from '#shared/kernel/http/outgoing-http.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/kernel/json.ts';
import { parseStrictJson } from '#shared/kernel/strict-json.ts';

export interface FetchJsonOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds. */
  readonly timeout: number;
  /** Bytes. */
  readonly maxBody: number;
}

/** JSON that somebody else publishes. @throws OutgoingHttpError, `protocol` for any other answer. */
export async function fetchJson(
  http: OutgoingHttp,
  url: string,
  { headers, ...limits }: FetchJsonOptions,
): Promise<JsonValue> {
  const { status, body } = await http(url, {
    method: 'GET',
    headers: { accept: 'application/json', ...headers },
    ...limits,
  });
  if (status !== 200) throw new OutgoingHttpError('protocol', `${hostOf(url)} answered ${status}.`);
  return soundJson(url, body);
}

/** As {@link fetchJson}, and it has to be an object. */
export async function fetchJsonObject(
  http: OutgoingHttp,
  url: string,
  options: FetchJsonOptions,
): Promise<JsonObject> {
  const json = await fetchJson(http, url, options);
  if (isJsonObject(json)) return json;
  throw new OutgoingHttpError('protocol', `${hostOf(url)} answered with no JSON object.`);
}

/** What an answer says, if it is JSON that cannot be read in two ways. @throws OutgoingHttpError `protocol`. */
export function soundJson(url: string, body: Uint8Array): JsonValue {
  try {
    return parseStrictJson(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (cause) {
    throw new OutgoingHttpError('protocol', `${hostOf(url)} answered with no sound JSON.`, cause);
  }
}

function hostOf(url: string): string {
  return URL.parse(url)?.host ?? 'The host';
}
