import * as z from 'zod';
import type { KeyMaterial, KmsKeys } from './kms-keys.ts';

/** An error as KMS names it. */
export class KmsError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/** @throws KmsError `ValidationException`. */
export function parsed<Schema extends z.ZodType>(
  schema: Schema,
  request: unknown,
): z.output<Schema> {
  const result = schema.safeParse(request);
  if (result.success) return result.data;
  throw new KmsError('ValidationException', z.prettifyError(result.error));
}

/** @throws KmsError `NotFoundException`. */
export function keyNamed(keys: KmsKeys, arn: string): KeyMaterial {
  const key = keys(arn);
  if (key) return key;
  throw new KmsError('NotFoundException', `Key '${arn}' does not exist`);
}

export function wrongUsage(arn: string, usage: 'ENCRYPT_DECRYPT' | 'SIGN_VERIFY'): KmsError {
  const message = `${arn} key usage is ${usage} which is not valid for this operation.`;
  return new KmsError('InvalidKeyUsageException', message);
}
