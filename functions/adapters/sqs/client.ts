import { SQSClient } from '@aws-sdk/client-sqs';
import { clientSettings } from '#functions/adapters/client-settings.ts';
import type { AwsOptions } from '#functions/runtime/aws-environment.ts';

export function createSqs(options: AwsOptions): SQSClient {
  return new SQSClient({
    ...options,
    ...clientSettings,
    // The queue's own URL, as the stack gives it, is that of the endpoint.
    useQueueUrlAsEndpoint: true,
  });
}
