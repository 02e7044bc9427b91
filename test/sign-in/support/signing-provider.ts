import { CompactSign, exportJWK, generateKeyPair, type JWTHeaderParameters, SignJWT } from 'jose';
import { startServer } from '../../functions/cli/support/test-server.ts';

/** An identity provider that has metadata and keys and nothing else, and signs whatever a test wants. */
export async function startSigningProvider() {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' };
  let isDown = false;
  const server = await startServer(({ target }) => {
    if (isDown) return new Response('down', { status: 500 });
    const issuer = server.origin;
    if (target === '/keys') return Response.json({ keys: [jwk] });
    return Response.json({ issuer, jwks_uri: `${issuer}/keys` });
  });
  const stranger = await generateKeyPair('RS256');

  return {
    issuer: server.origin,
    close: server.close,
    setDown: (down: boolean) => {
      isDown = down;
    },
    sign: (claims: object, header: Partial<JWTHeaderParameters> = {}) =>
      new SignJWT({ ...claims })
        .setProtectedHeader({ alg: 'RS256', kid: 'k1', ...header })
        .sign(privateKey),
    signAsStranger: (claims: object, typ: string) =>
      new SignJWT({ ...claims })
        .setProtectedHeader({ alg: 'RS256', kid: 'k1', typ })
        .sign(stranger.privateKey),
    /** Signed with the public key as if it were a secret: the confusion of RFC 8725 section 2.1. */
    signConfused: (claims: object, typ: string) =>
      new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
        .setProtectedHeader({ alg: 'HS256', kid: 'k1', typ })
        .sign(new TextEncoder().encode(JSON.stringify(jwk))),
    unsigned: (claims: object, typ: string) => {
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
      return `${part({ alg: 'none', typ })}.${part(claims)}.`;
    },
  };
}
