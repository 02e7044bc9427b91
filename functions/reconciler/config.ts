import * as z from 'zod/mini';
import {
  awsEnvironment,
  type DeployedEnvironment,
  parseEnvironment,
  resourceName,
} from '#functions/runtime/aws-environment.ts';

export const reconcilerConfig = z.object({
  ...awsEnvironment.shape,
  TABLE_NAME: resourceName,
  EVENT_BUS_NAME: resourceName,
});

export type ReconcilerConfig = z.output<typeof reconcilerConfig>;
export type ReconcilerEnvironment = DeployedEnvironment<typeof reconcilerConfig>;

export function readReconcilerConfig(): ReconcilerConfig {
  return parseEnvironment(reconcilerConfig, process.env);
}
