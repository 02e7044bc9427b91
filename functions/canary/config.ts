import * as z from 'zod/mini';
import {
  awsEnvironment,
  type DeployedEnvironment,
  parseEnvironment,
  resourceName,
} from '#functions/runtime/aws-environment.ts';

export const canaryConfig = z.object({ ...awsEnvironment.shape, TABLE_NAME: resourceName });

export type CanaryConfig = z.output<typeof canaryConfig>;
export type CanaryEnvironment = DeployedEnvironment<typeof canaryConfig>;

export function readCanaryConfig(): CanaryConfig {
  return parseEnvironment(canaryConfig, process.env);
}
