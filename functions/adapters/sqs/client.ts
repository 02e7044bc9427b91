import { SQSClient } from '@aws-sdk/client-sqs';
import type { AwsOptions } from '#functions/runtime/aws-environment.ts';

/** What is set here explicitly would else be looked for in the files of `~/.aws` at the first call. */
export function createSqs(options: AwsOptions): SQSClient {
  return new SQSClient({
    ...options,
    requestHandler: {
      connectionTimeout: 2_000,
      requestTimeout: 5_000,
      throwOnRequestTimeout: true,
    },
    maxAttempts: 3,
    retryMode: 'standard',
    defaultsMode: 'standard',
    useDualstackEndpoint: false,
    useFipsEndpoint: false,
    userAgentAppId: '',
    // The queue's own URL, as the stack gives it, is that of the endpoint.
    useQueueUrlAsEndpoint: true,
  });
}
