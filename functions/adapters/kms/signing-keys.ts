import { createHash, createPublicKey } from 'node:crypto';
import { GetPublicKeyCommand, KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { clientSettings } from '#functions/adapters/client-settings.ts';
import type { AwsOptions } from '#functions/runtime/aws-environment.ts';
import type { PublicSigningKey, SigningKeys, TokenSigner } from '#shared/sessions/token-signer.ts';

/**
 * RSA keys of KMS, whose private halves never leave it: a signature is a call, and takes what was hashed here.
 *
 * @param keyIds ARNs; the first signs.
 */
export function createSigningKeys(options: AwsOptions, keyIds: readonly string[]): SigningKeys {
  const client = new KMSClient({ ...options, ...clientSettings });
  const read = async (): Promise<readonly [TokenSigner, ...TokenSigner[]]> => {
    const [first, ...others] = await Promise.all(keyIds.map((id) => signerOf(client, id)));
    if (!first) throw new Error('There is no key to sign with.');
    return [first, ...others];
  };
  let reading: ReturnType<typeof read> | undefined;
  return () => {
    reading ??= read().catch((error: unknown) => {
      // The next request may find KMS in a better mood.
      reading = undefined;
      throw error;
    });
    return reading;
  };
}

async function signerOf(client: KMSClient, KeyId: string): Promise<TokenSigner> {
  const { PublicKey } = await client.send(new GetPublicKeyCommand({ KeyId }));
  return {
    publicKey: publicSigningKey(PublicKey ?? new Uint8Array()),
    async sign(bytes) {
      const { Signature } = await client.send(
        new SignCommand({
          KeyId,
          Message: createHash('sha256').update(bytes).digest(),
          MessageType: 'DIGEST',
          SigningAlgorithm: 'RSASSA_PKCS1_V1_5_SHA_256',
        }),
      );
      if (!Signature) throw new Error('KMS gave no signature.');
      return Signature;
    },
  };
}

/** @param spki The key as KMS gives it: SubjectPublicKeyInfo in DER. */
export function publicSigningKey(spki: Uint8Array): PublicSigningKey {
  const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  const { kty, n, e } = key.export({ format: 'jwk' });
  if (kty !== 'RSA' || typeof n !== 'string' || typeof e !== 'string') {
    throw new TypeError('The signing key is not an RSA key.');
  }
  const kid = createHash('sha256').update(JSON.stringify({ e, kty, n })).digest('base64url');
  return { kty, n, e, kid, alg: 'RS256', use: 'sig' };
}
