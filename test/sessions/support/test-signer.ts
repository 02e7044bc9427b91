import { createLocalJWKSet } from 'jose';
import { localSigner } from '../../support/local-signer.ts';

/** A signing key of this process, and its public half to check with. */
export function testSigner() {
  const signer = localSigner();
  const jwks = { keys: [{ ...signer.publicKey }] };
  return { signingKeys: async () => [signer] as const, jwks, keys: createLocalJWKSet(jwks) };
}
