import {
  constants,
  createHash,
  createPublicKey,
  type KeyObject,
  privateEncrypt,
} from 'node:crypto';
import * as z from 'zod';
import type { KmsKeys } from './kms-keys.ts';
import { KmsError, keyNamed, parsed, wrongUsage } from './kms-request.ts';

const ALGORITHM = 'RSASSA_PKCS1_V1_5_SHA_256';
const DIGEST_BYTES = 32;
/** What stands before a SHA-256 in what is signed (RFC 8017 section 9.2, note 1). */
const DIGEST_INFO = Buffer.from('3031300d060960864801650304020105000420', 'hex');

const signRequest = z.strictObject({
  KeyId: z.string(),
  Message: z
    .base64()
    .transform((text) => Buffer.from(text, 'base64'))
    .refine(({ length }) => length > 0 && length <= 4_096),
  MessageType: z.enum(['RAW', 'DIGEST']).default('RAW'),
  SigningAlgorithm: z.literal(ALGORITHM),
});

export function sign(request: unknown, keys: KmsKeys) {
  const { KeyId, Message, MessageType, SigningAlgorithm } = parsed(signRequest, request);
  const key = privateKeyOf(keys, KeyId);
  if (MessageType === 'DIGEST' && Message.length !== DIGEST_BYTES) {
    throw new KmsError(
      'ValidationException',
      `Digest is invalid length for algorithm ${ALGORITHM}.`,
    );
  }
  const digest = MessageType === 'DIGEST' ? Message : createHash('sha256').update(Message).digest();
  const padding = constants.RSA_PKCS1_PADDING;
  const signature = privateEncrypt({ key, padding }, Buffer.concat([DIGEST_INFO, digest]));
  return { KeyId, Signature: signature.toString('base64'), SigningAlgorithm };
}

export function getPublicKey(request: unknown, keys: KmsKeys) {
  const { KeyId } = parsed(z.strictObject({ KeyId: z.string() }), request);
  const spki = createPublicKey(privateKeyOf(keys, KeyId)).export({ format: 'der', type: 'spki' });
  return {
    KeyId,
    PublicKey: spki.toString('base64'),
    KeySpec: 'RSA_2048',
    KeyUsage: 'SIGN_VERIFY',
    SigningAlgorithms: [ALGORITHM],
  };
}

function privateKeyOf(keys: KmsKeys, arn: string): KeyObject {
  const key = keyNamed(keys, arn);
  if (key.spec === 'RSA_2048') return key.privateKey;
  throw wrongUsage(arn, 'ENCRYPT_DECRYPT');
}
