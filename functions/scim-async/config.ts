import * as z from 'zod/mini';
import {
  awsEnvironment,
  type DeployedEnvironment,
  parseEnvironment,
  resourceName,
} from '#functions/runtime/aws-environment.ts';

export const scimAsyncConfig = z.object({ ...awsEnvironment.shape, TABLE_NAME: resourceName });

export type ScimAsyncConfig = z.output<typeof scimAsyncConfig>;
export type ScimAsyncEnvironment = DeployedEnvironment<typeof scimAsyncConfig>;

export function readScimAsyncConfig(): ScimAsyncConfig {
  return parseEnvironment(scimAsyncConfig, process.env);
}
