import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { AwsOptions } from '#functions/runtime/aws-environment.ts';

/** A call that hangs must not take the time in which the rest could be sent. */
export function createEventBridge(options: AwsOptions): EventBridgeClient {
  return new EventBridgeClient({
    ...options,
    maxAttempts: 2,
    requestHandler: {
      connectionTimeout: 2_000,
      requestTimeout: 5_000,
      throwOnRequestTimeout: true,
    },
  });
}
