import { createHmac, randomBytes } from 'node:crypto';
import path from 'node:path';
import * as z from 'zod';
import { readPrivateJson, writePrivateJson } from '../private-json.ts';

const kept = z.object({ root: z.string() });

/** Finds the material of a key by its ARN; undefined when the app has no such key. */
export type KmsKeys = (arn: string) => Buffer | undefined;

/**
 * The app's keys, each derived from one secret of this machine: data that is kept stays readable at the next start.
 *
 * @param dataFolder Where the secret is kept; without it, it ends with the process.
 */
export async function openKmsKeys(
  arns: ReadonlySet<string>,
  dataFolder: string | undefined,
): Promise<KmsKeys> {
  const file = dataFolder && path.join(dataFolder, 'kms.json');
  const known = file && (await readPrivateJson(file, kept));
  const { root } = known || { root: randomBytes(32).toString('base64') };
  if (file && !known) await writePrivateJson(file, { root });
  return (arn) =>
    arns.has(arn)
      ? createHmac('sha256', Buffer.from(root, 'base64')).update(arn).digest()
      : undefined;
}
