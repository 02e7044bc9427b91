import * as z from 'zod/mini';
import {
  awsEnvironment,
  type DeployedEnvironment,
  parseEnvironment,
  resourceName,
} from '#functions/runtime/aws-environment.ts';

export const webhookDispatchConfig = z.object({
  ...awsEnvironment.shape,
  TABLE_NAME: resourceName,
  STEADY_QUEUE_URL: resourceName,
  AILING_QUEUE_URL: resourceName,
});

export type WebhookDispatchConfig = z.output<typeof webhookDispatchConfig>;
export type WebhookDispatchEnvironment = DeployedEnvironment<typeof webhookDispatchConfig>;

export function readWebhookDispatchConfig(): WebhookDispatchConfig {
  return parseEnvironment(webhookDispatchConfig, process.env);
}
