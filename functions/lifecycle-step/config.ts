import * as z from 'zod/mini';
import {
  awsEnvironment,
  type DeployedEnvironment,
  parseEnvironment,
  resourceName,
} from '#functions/runtime/aws-environment.ts';

export const lifecycleStepConfig = z.object({
  ...awsEnvironment.shape,
  TABLE_NAME: resourceName,
  STEPS_QUEUE_URL: resourceName,
});

export type LifecycleStepConfig = z.output<typeof lifecycleStepConfig>;
export type LifecycleStepEnvironment = DeployedEnvironment<typeof lifecycleStepConfig>;

export function readLifecycleStepConfig(): LifecycleStepConfig {
  return parseEnvironment(lifecycleStepConfig, process.env);
}
