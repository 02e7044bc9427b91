import { CompactSign, createLocalJWKSet, exportJWK, generateKeyPair } from 'jose';
import type { SignAs } from '#shared/sessions/offboarding-ports.ts';

/** A signer of this process alone, and the keys to check it with. */
export async function testSigner() {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'test', alg: 'RS256', use: 'sig' };
  const sign: SignAs = (_tenant, typ, payload) =>
    new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
      .setProtectedHeader({ alg: 'RS256', kid: 'test', typ })
      .sign(privateKey);
  return { sign, jwks: { keys: [jwk] }, keys: createLocalJWKSet({ keys: [jwk] }) };
}
