import { isJsonObject, type JsonObject } from '#shared/kernel/json.ts';
import { parseStrictJson } from '#shared/kernel/strict-json.ts';
import type { WantedKey } from '#shared/sign-in/relying-party/provider-keys.ts';
import { SignInRefused } from '#shared/sign-in/sign-in-refused.ts';

export interface IdToken {
  readonly header: JsonObject;
  readonly claims: JsonObject;
}

const MAX_CHARACTERS = 65_536;

/**
 * The parts of an ID token, not verified here.
 *
 * @throws SignInRefused `tooLarge`, or `badAnswer` for what is no JWT or says something twice.
 */
export function decodedIdToken(jwt: string): IdToken {
  if (jwt.length > MAX_CHARACTERS) {
    throw new SignInRefused('tooLarge', `The ID token has more than ${MAX_CHARACTERS} characters.`);
  }
  const [header = '', claims = '', ...rest] = jwt.split('.');
  if (rest.length !== 1) throw new SignInRefused('badAnswer', 'The ID token is no signed JWT.');
  return { header: decodedPart(header), claims: decodedPart(claims) };
}

/** What it says of the key that it is signed with; nothing where it says it in no way that counts. */
export function peekedAt(jwt: string): WantedKey {
  const { header, claims } = decodedIdToken(jwt);
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  return {
    kid: text(header['kid']),
    issuer: text(claims['iss']),
    tenant: text(claims['tid']),
  };
}

function decodedPart(part: string): JsonObject {
  try {
    const binary = atob(part.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    const json = parseStrictJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (isJsonObject(json)) return json;
  } catch (cause) {
    throw new SignInRefused('badAnswer', 'The ID token is not well encoded.', cause);
  }
  throw new SignInRefused('badAnswer', 'The ID token holds no JSON object.');
}
