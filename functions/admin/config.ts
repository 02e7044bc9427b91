import * as z from 'zod/mini';
import {
  awsEnvironment,
  type DeployedEnvironment,
  parseEnvironment,
  resourceName,
} from '#functions/runtime/aws-environment.ts';

export const adminConfig = z.object({
  ...awsEnvironment.shape,
  TABLE_NAME: resourceName,
  SECRETS_KEY_ARN: resourceName,
  STEADY_QUEUE_URL: resourceName,
  AILING_QUEUE_URL: resourceName,
});

export type AdminConfig = z.output<typeof adminConfig>;
export type AdminEnvironment = DeployedEnvironment<typeof adminConfig>;

export function readAdminConfig(): AdminConfig {
  return parseEnvironment(adminConfig, process.env);
}
