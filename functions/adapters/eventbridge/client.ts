import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { clientSettings } from '#functions/adapters/client-settings.ts';
import type { AwsOptions } from '#functions/runtime/aws-environment.ts';

/** Two attempts at most: a call that hangs must not take the time in which the rest could be sent. */
export function createEventBridge(options: AwsOptions): EventBridgeClient {
  return new EventBridgeClient({ ...options, ...clientSettings, maxAttempts: 2 });
}
