/** The public half of a signing key (RFC 7517 section 4), as JWKS shows it. */
export interface PublicSigningKey {
  readonly kty: 'RSA';
  readonly n: string;
  readonly e: string;
  /** Its thumbprint (RFC 7638): the same key has the same id wherever it is read. */
  readonly kid: string;
  readonly alg: 'RS256';
  readonly use: 'sig';
}

/** A key that signs tokens (RS256, RFC 7518 section 3.3), wherever its private half is. */
export interface TokenSigner {
  readonly publicKey: PublicSigningKey;
  /** @param bytes The signing input of a JWS (RFC 7515 section 5.1). */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}

/**
 * Keys of all tenants: the first signs; the others are published beside it, because it is their turn next, or because
 * tokens of theirs are still about. Read once and kept for the life of a process.
 */
export type SigningKeys = () => Promise<readonly [TokenSigner, ...TokenSigner[]]>;
