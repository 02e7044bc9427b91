import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { KmsKeys } from './kms-keys.ts';
import { KmsError, keyNamed, parsed, wrongUsage } from './kms-request.ts';
import { getPublicKey, sign } from './sign.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What KMS takes of a symmetric key at once. */
const MAX_PLAINTEXT_BYTES = 4_096;

const blob = z.base64().transform((text) => Buffer.from(text, 'base64'));
const encryptionContext = z.record(z.string(), z.string()).default({});

const encryptRequest = z.strictObject({
  KeyId: z.string(),
  Plaintext: blob.refine(({ length }) => length > 0 && length <= MAX_PLAINTEXT_BYTES),
  EncryptionContext: encryptionContext,
});

const decryptRequest = z.strictObject({
  KeyId: z.string(),
  CiphertextBlob: blob,
  EncryptionContext: encryptionContext,
});

const operations: Readonly<Record<string, (request: unknown, keys: KmsKeys) => unknown>> = {
  'TrentService.Encrypt': encrypt,
  'TrentService.Decrypt': decrypt,
  'TrentService.Sign': sign,
  'TrentService.GetPublicKey': getPublicKey,
};

/**
 * Answers one call of the JSON protocol.
 *
 * @throws KmsError for what KMS would refuse, and for what has no stand-in.
 */
export function answerKms(target: string, request: unknown, keys: KmsKeys): unknown {
  const operation = operations[target];
  if (operation) return operation(request, keys);
  throw new KmsError('UnknownOperationException', `${target} has no stand-in here.`);
}

function encrypt(request: unknown, keys: KmsKeys) {
  const { KeyId, Plaintext, EncryptionContext } = parsed(encryptRequest, request);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyOf(keys, KeyId), nonce);
  cipher.setAAD(contextBytes(EncryptionContext));
  const sealed = Buffer.concat([
    nonce,
    cipher.update(Plaintext),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  return {
    CiphertextBlob: sealed.toString('base64'),
    KeyId,
    EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
  };
}

function decrypt(request: unknown, keys: KmsKeys) {
  const { KeyId, CiphertextBlob, EncryptionContext } = parsed(decryptRequest, request);
  const key = keyOf(keys, KeyId);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, CiphertextBlob.subarray(0, NONCE_BYTES));
    decipher.setAAD(contextBytes(EncryptionContext));
    decipher.setAuthTag(CiphertextBlob.subarray(-TAG_BYTES));
    const content = CiphertextBlob.subarray(NONCE_BYTES, -TAG_BYTES);
    const plaintext = Buffer.concat([decipher.update(content), decipher.final()]);
    return {
      Plaintext: plaintext.toString('base64'),
      KeyId,
      EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
    };
  } catch {
    throw new KmsError('InvalidCiphertextException', 'Not of this key and encryption context.');
  }
}

function keyOf(keys: KmsKeys, arn: string): Buffer {
  const key = keyNamed(keys, arn);
  if (key.spec === 'SYMMETRIC_DEFAULT') return key.bytes;
  throw wrongUsage(arn, 'SIGN_VERIFY');
}

/** The order of the pairs does not matter. */
function contextBytes(context: Readonly<Record<string, string>>): Buffer {
  return Buffer.from(JSON.stringify(Object.entries(context).toSorted()));
}
