/** As RFC 4648 section 4 has it, with padding; webhook keys and signatures are spelled so. */
export function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

/** Undefined for what is not base64, or is empty. */
export function base64Bytes(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return undefined;
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/** A part of a JSON Web Key, which spells bytes in base64url without padding. @throws TypeError */
export function jwkPart(text: string): Uint8Array<ArrayBuffer> {
  const bytes = base64Bytes(text.replaceAll('-', '+').replaceAll('_', '/'));
  if (bytes) return bytes;
  throw new TypeError('The key has a part that is not base64url.');
}
