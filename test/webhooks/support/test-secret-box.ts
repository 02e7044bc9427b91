import { seal, sealingKey, unseal } from '#shared/kernel/seal.ts';
import type { SecretBox } from '#shared/kernel/secret-box.ts';

/** Seals in this process, bound to the owner as KMS binds it. */
export async function testSecretBox(): Promise<SecretBox> {
  const key = await sealingKey('test', 'webhooks');
  return {
    seal: (owner, secret) => seal(key, JSON.stringify(owner), secret),
    async open(owner, sealed) {
      const secret = await unseal(key, JSON.stringify(owner), sealed);
      if (secret === undefined) throw new Error('Sealed for another owner.');
      return secret;
    },
  };
}
