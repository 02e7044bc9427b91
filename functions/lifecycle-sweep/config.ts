import * as z from 'zod/mini';
import {
  awsEnvironment,
  type DeployedEnvironment,
  parseEnvironment,
  resourceName,
} from '#functions/runtime/aws-environment.ts';

export const lifecycleSweepConfig = z.object({
  ...awsEnvironment.shape,
  TABLE_NAME: resourceName,
  STEPS_QUEUE_URL: resourceName,
});

export type LifecycleSweepConfig = z.output<typeof lifecycleSweepConfig>;
export type LifecycleSweepEnvironment = DeployedEnvironment<typeof lifecycleSweepConfig>;

export function readLifecycleSweepConfig(): LifecycleSweepConfig {
  return parseEnvironment(lifecycleSweepConfig, process.env);
}
