import * as z from 'zod/mini';
import {
  awsEnvironment,
  type DeployedEnvironment,
  parseEnvironment,
  resourceName,
} from '#functions/runtime/aws-environment.ts';

export const rollForwardConfig = z.object({ ...awsEnvironment.shape, TABLE_NAME: resourceName });

export type RollForwardConfig = z.output<typeof rollForwardConfig>;
export type RollForwardEnvironment = DeployedEnvironment<typeof rollForwardConfig>;

export function readRollForwardConfig(): RollForwardConfig {
  return parseEnvironment(rollForwardConfig, process.env);
}
