/**
 * Signatures by a private key that a JWT from outside may bear (RFC 7518 section 3.1, RFC 8037, RFC 9864). A shared
 * secret (HS256) and none at all are not among them, so that nothing we know as a secret can be taken for a key (RFC 8725
 * section 2.1).
 */
export const SIGNATURE_ALGORITHMS: readonly string[] = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];
