import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { startServer, type TestServer } from '../../functions/cli/support/test-server.ts';

export interface SigningKey {
  readonly kid: string;
  readonly alg: string;
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
}

export async function newKey(kid: string, alg = 'RS256'): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { kid, alg, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}

/** An issuer of assertions, such as Entra, on this machine: its OpenID configuration, its keys, and how to sign. */
export async function startIssuer() {
  const published: JWK[] = [];
  const state = { down: false, configuration: {} as object };
  const server: TestServer = await startServer(({ target }) => {
    if (state.down) return new Response('down', { status: 503 });
    const issuer = `${server.origin}/tenant/v2.0`;
    const configuration = { issuer, jwks_uri: `${server.origin}/keys`, ...state.configuration };
    if (target === '/tenant/v2.0/.well-known/openid-configuration') {
      return Response.json(configuration);
    }
    if (target === '/keys') return Response.json({ keys: published });
    return new Response('nothing', { status: 404 });
  });
  const issuer = `${server.origin}/tenant/v2.0`;
  const trust = { issuer, subject: 'provisioning-service', audience: 'api://rollcall' };

  /** An assertion as Entra makes it; claims of undefined are left out. */
  async function sign(key: SigningKey, now: number, claims: object = {}, header: object = {}) {
    const seconds = Math.floor(now / 1_000);
    const { issuer: iss, subject: sub, audience: aud } = trust;
    const standard = { iss, sub, aud, iat: seconds, nbf: seconds, exp: seconds + 3_900 };
    return await new SignJWT({ ...standard, ...claims })
      .setProtectedHeader({ alg: key.alg, kid: key.kid, typ: 'JWT', ...header })
      .sign(key.privateKey);
  }

  return { server, published, state, trust, sign, jwksUri: `${server.origin}/keys` };
}
