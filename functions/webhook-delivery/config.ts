import * as z from 'zod/mini';
import {
  awsEnvironment,
  type DeployedEnvironment,
  parseEnvironment,
  resourceName,
} from '#functions/runtime/aws-environment.ts';

export const webhookDeliveryConfig = z.object({
  ...awsEnvironment.shape,
  TABLE_NAME: resourceName,
  SECRETS_KEY_ARN: resourceName,
  STEADY_QUEUE_URL: resourceName,
  AILING_QUEUE_URL: resourceName,
});

export type WebhookDeliveryConfig = z.output<typeof webhookDeliveryConfig>;
export type WebhookDeliveryEnvironment = DeployedEnvironment<typeof webhookDeliveryConfig>;

export function readWebhookDeliveryConfig(): WebhookDeliveryConfig {
  return parseEnvironment(webhookDeliveryConfig, process.env);
}
