import { createSign, generateKeyPairSync } from 'node:crypto';
import { publicSigningKey } from '#functions/adapters/kms/signing-keys.ts';
import type { TokenSigner } from '#shared/sessions/token-signer.ts';

/** A signing key of this process. */
export function localSigner(): TokenSigner {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  return {
    publicKey: publicSigningKey(publicKey.export({ format: 'der', type: 'spki' })),
    sign: async (bytes) => createSign('sha256').update(bytes).sign(privateKey),
  };
}
