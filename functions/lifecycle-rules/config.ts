import * as z from 'zod/mini';
import {
  awsEnvironment,
  type DeployedEnvironment,
  parseEnvironment,
  resourceName,
} from '#functions/runtime/aws-environment.ts';

export const lifecycleRulesConfig = z.object({
  ...awsEnvironment.shape,
  TABLE_NAME: resourceName,
  STEADY_QUEUE_URL: resourceName,
  AILING_QUEUE_URL: resourceName,
});

export type LifecycleRulesConfig = z.output<typeof lifecycleRulesConfig>;
export type LifecycleRulesEnvironment = DeployedEnvironment<typeof lifecycleRulesConfig>;

export function readLifecycleRulesConfig(): LifecycleRulesConfig {
  return parseEnvironment(lifecycleRulesConfig, process.env);
}
