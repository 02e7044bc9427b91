import { base64Url } from '#shared/kernel/secret.ts';

const encoder = new TextEncoder();
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A key for {@link seal}: HKDF-SHA-256 of the secret, a different one for each purpose. */
export async function sealingKey(secret: string, purpose: string): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', encoder.encode(secret), 'HKDF', false, [
    'deriveKey',
  ]);
  const info = encoder.encode(purpose);
  return await crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}

/**
 * Seals a text so that nobody else can read, change or make one (AES-256-GCM): base64url without padding.
 *
 * @param binding What has to be the same when it is opened; not contained in the result.
 */
export async function seal(key: CryptoKey, binding: string, text: string): Promise<string> {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const sealed = await crypto.subtle.encrypt(gcm(nonce, binding), key, encoder.encode(text));
  const bytes = new Uint8Array(NONCE_BYTES + sealed.byteLength);
  bytes.set(nonce);
  bytes.set(new Uint8Array(sealed), NONCE_BYTES);
  return base64Url(bytes);
}

/** What was sealed under this key and binding; undefined for anything else. */
export async function unseal(
  key: CryptoKey,
  binding: string,
  sealed: string,
): Promise<string | undefined> {
  const bytes = bytesOf(sealed);
  if (!bytes || bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
  const parameters = gcm(bytes.slice(0, NONCE_BYTES), binding);
  try {
    const text = await crypto.subtle.decrypt(parameters, key, bytes.slice(NONCE_BYTES));
    return new TextDecoder().decode(text);
  } catch {
    return undefined;
  }
}

function gcm(iv: Uint8Array<ArrayBuffer>, binding: string) {
  return { name: 'AES-GCM', iv, additionalData: encoder.encode(binding) };
}

/** Of several spellings of the same bytes only the one that {@link base64Url} writes is one. */
function bytesOf(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[A-Za-z0-9_-]+$/.test(text) || text.length % 4 === 1) return undefined;
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  return base64Url(bytes) === text ? bytes : undefined;
}
