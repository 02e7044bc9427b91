import {
  createHmac,
  createPrivateKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import path from 'node:path';
import * as z from 'zod';
import { readPrivateJson, writePrivateJson } from '../private-json.ts';

const kept = z.object({
  root: z.string(),
  /** Private keys of pairs by ARN, PKCS #8 in PEM. */
  pairs: z.record(z.string(), z.string()).default({}),
});

/** What is told apart of the app's keys. */
export type KeySpec = 'SYMMETRIC_DEFAULT' | 'RSA_2048';

/** Material of a key: bytes of a symmetric one, the private half of a pair. */
export type KeyMaterial =
  | { readonly spec: 'SYMMETRIC_DEFAULT'; readonly bytes: Buffer }
  | { readonly spec: 'RSA_2048'; readonly privateKey: KeyObject };

/** Finds the material of a key by its ARN; undefined when the app has no such key. */
export type KmsKeys = (arn: string) => KeyMaterial | undefined;

/**
 * The app's keys: symmetric ones derived from one secret of this machine, pairs made once and kept beside it. What is
 * kept stays readable at the next start, and what was signed good.
 *
 * @param dataFolder Where they are kept; without it, they end with the process.
 */
export async function openKmsKeys(
  specs: ReadonlyMap<string, KeySpec>,
  dataFolder: string | undefined,
): Promise<KmsKeys> {
  const file = dataFolder && path.join(dataFolder, 'kms.json');
  const known = file && (await readPrivateJson(file, kept));
  const { root, pairs } = known || { root: randomBytes(32).toString('base64'), pairs: {} };
  const all = { ...pairs };
  for (const [arn, spec] of specs) if (spec === 'RSA_2048') all[arn] ??= newPair();
  const isNew = !known || Object.keys(all).length > Object.keys(pairs).length;
  if (file && isNew) await writePrivateJson(file, { root, pairs: all });
  return (arn) => {
    const spec = specs.get(arn);
    if (spec === undefined) return undefined;
    const pem = all[arn];
    if (spec === 'RSA_2048' && pem) return { spec, privateKey: createPrivateKey(pem) };
    const bytes = createHmac('sha256', Buffer.from(root, 'base64')).update(arn).digest();
    return { spec: 'SYMMETRIC_DEFAULT', bytes };
  };
}

function newPair(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  return privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
}

const properties = z.object({
  KeySpec: z.enum(['SYMMETRIC_DEFAULT', 'RSA_2048']).default('SYMMETRIC_DEFAULT'),
  KeyUsage: z.enum(['ENCRYPT_DECRYPT', 'SIGN_VERIFY']).default('ENCRYPT_DECRYPT'),
});

/** @throws ZodError for a kind of key that has no stand-in. */
export function keySpecOf(declared: unknown): KeySpec {
  const { KeySpec, KeyUsage } = properties.parse(declared);
  const signs = KeyUsage === 'SIGN_VERIFY';
  if (signs === (KeySpec === 'RSA_2048')) return KeySpec;
  throw new Error(`A key ${KeySpec} for ${KeyUsage} has no stand-in here.`);
}
