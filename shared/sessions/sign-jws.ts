import { base64Url } from '#shared/kernel/secret.ts';
import type { SigningKeys } from '#shared/sessions/token-signer.ts';

const encoder = new TextEncoder();

/** A compact JWS (RFC 7515 section 7.1) by the key whose turn it is; `text` is signed as it stands. */
export async function signJws(
  signingKeys: SigningKeys,
  typ: string,
  text: string,
): Promise<string> {
  const [signer] = await signingKeys();
  const { alg, kid } = signer.publicKey;
  const parts = [JSON.stringify({ alg, kid, typ }), text];
  const input = parts.map((part) => base64Url(encoder.encode(part))).join('.');
  return `${input}.${base64Url(await signer.sign(encoder.encode(input)))}`;
}
