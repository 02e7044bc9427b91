import { SignJWT } from 'jose';
import { type ClientAuth, ClientSecretBasic, ClientSecretPost, PrivateKeyJwt } from 'openid-client';
import type { Connection } from '#shared/sign-in/connection.ts';
import { privateKey } from '#shared/sign-in/relying-party/private-key.ts';

/** Seconds; one sign-in takes less. */
const SECRET_LIVES = 300;

type Client = Pick<Connection, 'clientId' | 'issuer' | 'keyId' | 'teamId'>;

/** How a client says at the token endpoint who it is, given its secret or its private key (PKCS #8, PEM). */
const methods: Readonly<
  Record<
    Connection['clientAuthentication'],
    (client: Client, secret: string, now: number) => Promise<ClientAuth>
  >
> = {
  client_secret_basic: async (_, secret) => ClientSecretBasic(secret),
  client_secret_post: async (_, secret) => ClientSecretPost(secret),
  private_key_jwt: async ({ keyId: kid }, secret) => {
    const key = await privateKey(secret);
    return PrivateKeyJwt(kid === undefined ? { key } : { key, kid });
  },
  apple: async (client, secret, now) => ClientSecretPost(await appleSecret(client, secret, now)),
};

/** @throws DomainError `invalidValue` when the key is none that can be used. */
export function clientAuthentication(
  connection: Client & Pick<Connection, 'clientAuthentication'>,
  secret: string,
  now: number,
): Promise<ClientAuth> {
  return methods[connection.clientAuthentication](connection, secret, now);
}

/** @see https://developer.apple.com/documentation/accountorganizationaldatasharing/creating-a-client-secret */
async function appleSecret(client: Client, secret: string, now: number): Promise<string> {
  const { clientId, issuer, keyId = '', teamId = '' } = client;
  const seconds = Math.floor(now / 1_000);
  return await new SignJWT()
    .setProtectedHeader({ alg: 'ES256', kid: keyId })
    .setIssuer(teamId)
    .setSubject(clientId)
    .setAudience(issuer)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + SECRET_LIVES)
    .sign(await privateKey(secret, ['ES256']));
}
