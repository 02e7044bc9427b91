import * as z from 'zod/mini';
import {
  awsEnvironment,
  type DeployedEnvironment,
  parseEnvironment,
  resourceName,
} from '#functions/runtime/aws-environment.ts';

export const webhookSweepConfig = z.object({
  ...awsEnvironment.shape,
  TABLE_NAME: resourceName,
  STEADY_QUEUE_URL: resourceName,
  AILING_QUEUE_URL: resourceName,
});

export type WebhookSweepConfig = z.output<typeof webhookSweepConfig>;
export type WebhookSweepEnvironment = DeployedEnvironment<typeof webhookSweepConfig>;

export function readWebhookSweepConfig(): WebhookSweepConfig {
  return parseEnvironment(webhookSweepConfig, process.env);
}
