import { base64, base64Bytes, jwkPart } from '#shared/webhooks/base64.ts';
import type { Scheme } from '#shared/webhooks/endpoint.ts';

/** What a new key consists of. */
export interface SigningKey {
  /** `whsec_` or `whsk_` and base64: what signs. */
  readonly secret: string;
  /** `whpk_` and base64, of a key pair: what verifies. */
  readonly publicKey?: string;
}

/** What a request carries of its message, beside the signature. */
export interface SignedMessage {
  readonly id: string;
  /** Seconds since the epoch. */
  readonly timestamp: number;
  readonly body: string;
}

/** 192 bits are the least that Standard Webhooks advises, 512 the most. */
const SECRET_BYTES = 32;
const ED25519_BYTES = 32;
const HMAC = { name: 'HMAC', hash: 'SHA-256' };
const encoder = new TextEncoder();

/**
 * A key of the forms that Standard Webhooks knows; `whsk_` holds seed and public key, 64 bytes.
 *
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export async function newSigningKey(scheme: Scheme): Promise<SigningKey> {
  if (scheme === 'v1') {
    return { secret: `whsec_${base64(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)))}` };
  }
  const pair = await crypto.subtle.generateKey({ name: 'Ed25519' }, true, ['sign', 'verify']);
  const { d = '', x = '' } = await crypto.subtle.exportKey('jwk', pair.privateKey);
  const [seed, point] = [jwkPart(d), jwkPart(x)];
  return {
    secret: `whsk_${base64(new Uint8Array([...seed, ...point]))}`,
    publicKey: `whpk_${base64(point)}`,
  };
}

/**
 * The value of `webhook-signature`: one signature for each secret, separated by spaces.
 *
 * @throws TypeError for a secret that {@link newSigningKey} did not make.
 */
export async function signatures(
  secrets: readonly string[],
  message: SignedMessage,
): Promise<string> {
  const signed = await Promise.all(secrets.map((secret) => signature(secret, message)));
  return signed.join(' ');
}

async function signature(secret: string, message: SignedMessage): Promise<string> {
  const { scheme, bytes } = keyOf(secret);
  const content = contentOf(message);
  if (scheme === 'v1') {
    const key = await crypto.subtle.importKey('raw', bytes, HMAC, false, ['sign']);
    return `v1,${base64(new Uint8Array(await crypto.subtle.sign(HMAC, key, content)))}`;
  }
  const key = await crypto.subtle.importKey('jwk', privateJwk(bytes), 'Ed25519', false, ['sign']);
  return `v1a,${base64(new Uint8Array(await crypto.subtle.sign('Ed25519', key, content)))}`;
}

/**
 * Whether one of the signatures is made with the key; the timestamp is for the caller to judge.
 *
 * @param key `whsec_...` or `whpk_...`.
 * @throws TypeError for anything else.
 */
export async function isSignedBy(
  key: string,
  message: SignedMessage,
  header: string,
): Promise<boolean> {
  const { scheme, bytes } = keyOf(key);
  const content = contentOf(message);
  const imported =
    scheme === 'v1'
      ? await crypto.subtle.importKey('raw', bytes, HMAC, false, ['verify'])
      : await crypto.subtle.importKey('raw', bytes, 'Ed25519', false, ['verify']);
  const algorithm = scheme === 'v1' ? 'HMAC' : 'Ed25519';
  const candidates = header.split(' ').filter((part) => part.startsWith(`${scheme},`));
  for (const candidate of candidates.slice(0, 32)) {
    const given = base64Bytes(candidate.slice(scheme.length + 1));
    if (given && (await crypto.subtle.verify(algorithm, imported, given, content))) return true;
  }
  return false;
}

function contentOf({ id, timestamp, body }: SignedMessage): Uint8Array<ArrayBuffer> {
  return encoder.encode(`${id}.${timestamp}.${body}`);
}

const schemes: Readonly<Record<string, Scheme>> = { whsec: 'v1', whsk: 'v1a', whpk: 'v1a' };

function keyOf(text: string) {
  const [prefix = '', encoded = ''] = text.split('_', 2);
  const scheme = schemes[prefix];
  const bytes = base64Bytes(encoded);
  if (scheme && bytes) return { scheme, bytes };
  throw new TypeError('A webhook key begins with whsec_, whsk_ or whpk_ and goes on in base64.');
}

function privateJwk(bytes: Uint8Array): JsonWebKey {
  const part = (start: number, end: number) =>
    base64(bytes.slice(start, end)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  const d = part(0, ED25519_BYTES);
  return { kty: 'OKP', crv: 'Ed25519', d, x: part(ED25519_BYTES, 2 * ED25519_BYTES) };
}
