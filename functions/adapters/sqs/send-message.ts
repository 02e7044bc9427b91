import { SignatureV4 } from '@smithy/signature-v4';
import { SigningSha256 } from '#functions/adapters/dynamodb/signing-sha256.ts';
import type { AwsOptions } from '#functions/runtime/aws-environment.ts';
import { type Retrying, retry } from '#shared/kernel/retry.ts';

/** Puts a text into the queue with this URL. @throws Error when the queue did not take it. */
export type SendMessage = (queueUrl: string, body: string) => Promise<void>;

const TIMEOUT = 5_000;
const policy = { attempts: 3, firstWait: 50, longestWait: 400, within: 10_000 };

/**
 * SendMessage without the SDK's client, which would be a tenth of the SCIM function's bundle for this one call.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-making-api-requests-json.html
 */
export function createSendMessage(
  { region, credentials, endpoint }: AwsOptions,
  waiting: Omit<Retrying, 'policy'>,
): SendMessage {
  const signer = new SignatureV4({ service: 'sqs', region, credentials, sha256: SigningSha256 });

  async function attempt(queueUrl: string, body: string): Promise<void> {
    const { protocol, hostname, port, host } = new URL(endpoint ?? queueUrl);
    const request = {
      method: 'POST',
      protocol,
      hostname,
      path: '/',
      headers: {
        host,
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': 'AmazonSQS.SendMessage',
      },
      body: JSON.stringify({ QueueUrl: queueUrl, MessageBody: body }),
    };
    const { headers } = await signer.sign(request);
    // fetch sets it, and to the same.
    const { host: _, ...others } = headers;
    const response = await fetch(`${protocol}//${hostname}${port && `:${port}`}/`, {
      ...{ method: 'POST', headers: others, body: request.body },
      signal: AbortSignal.timeout(TIMEOUT),
    });
    if (response.ok) return;
    const text = (await response.text()).slice(0, 500);
    throw new Error(`The queue answered ${response.status}: ${text}`);
  }

  return async (queueUrl, body) => {
    await retry(
      { policy, ...waiting },
      () => true,
      () => attempt(queueUrl, body),
    );
  };
}
