import { DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { clientSettings } from '#functions/adapters/client-settings.ts';
import type { AwsOptions } from '#functions/runtime/aws-environment.ts';
import type { Clock } from '#shared/kernel/clock.ts';
import type { SecretBox, SecretOwner } from '#shared/kernel/secret-box.ts';

/** How long an opened secret is remembered, and how many are, so that not every attempt costs a call. */
const REMEMBERED_FOR = 5 * 60_000;
const MAX_REMEMBERED = 1_000;

/**
 * Secrets under a key of KMS that never leaves it. Tenant and owner are the encryption context: KMS itself
 * refuses to open a secret for another, and CloudTrail shows for whom it opened one.
 */
export function createSecretBox(options: AwsOptions, keyId: string, clock: Clock): SecretBox {
  const client = new KMSClient({ ...options, ...clientSettings });
  const opened = new Map<string, { readonly secret: string; readonly until: number }>();

  return {
    async seal(owner, secret) {
      const { CiphertextBlob = new Uint8Array() } = await client.send(
        new EncryptCommand({
          KeyId: keyId,
          Plaintext: Buffer.from(secret),
          EncryptionContext: contextOf(owner),
        }),
      );
      return Buffer.from(CiphertextBlob).toString('base64');
    },

    async open(owner, sealed) {
      const name = JSON.stringify([contextOf(owner), sealed]);
      const known = opened.get(name);
      if (known && known.until > clock.now()) return known.secret;
      const { Plaintext = new Uint8Array() } = await client.send(
        new DecryptCommand({
          KeyId: keyId,
          CiphertextBlob: Buffer.from(sealed, 'base64'),
          EncryptionContext: contextOf(owner),
        }),
      );
      const secret = Buffer.from(Plaintext).toString();
      if (opened.size >= MAX_REMEMBERED) opened.clear();
      opened.set(name, { secret, until: clock.now() + REMEMBERED_FOR });
      return secret;
    },
  };
}

function contextOf({ tenantId, kind, id }: SecretOwner): Record<string, string> {
  return { tenant: tenantId, [kind]: id };
}
