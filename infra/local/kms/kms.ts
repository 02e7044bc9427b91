import { type AwsJsonAnswer, AwsJsonService, awsJsonRefusal } from '../aws-json-service.ts';
import type { KmsKeys } from './kms-keys.ts';
import { KmsError } from './kms-request.ts';
import { answerKms } from './operations.ts';

/** KMS's endpoint for functions: Encrypt and Decrypt, Sign and GetPublicKey with the app's keys, and nothing else. */
export class Kms extends AwsJsonService {
  constructor(keys: KmsKeys) {
    super((target, body) => answerCall(keys, target, body));
  }
}

function answerCall(keys: KmsKeys, target: string, body: Buffer): AwsJsonAnswer {
  try {
    return { status: 200, answer: answerKms(target, JSON.parse(body.toString()), keys) };
  } catch (error) {
    if (error instanceof KmsError) return awsJsonRefusal(error.name, error.message);
    if (error instanceof SyntaxError) return awsJsonRefusal('SerializationException', 'No JSON.');
    throw error;
  }
}
