import * as z from 'zod/mini';
import {
  awsEnvironment,
  type DeployedEnvironment,
  parseEnvironment,
  resourceName,
} from '#functions/runtime/aws-environment.ts';

export const scimApiConfig = z.object({
  ...awsEnvironment.shape,
  TABLE_NAME: resourceName,
  ASYNC_QUEUE_URL: resourceName,
});

export type ScimApiConfig = z.output<typeof scimApiConfig>;
export type ScimApiEnvironment = DeployedEnvironment<typeof scimApiConfig>;

export function readScimApiConfig(): ScimApiConfig {
  return parseEnvironment(scimApiConfig, process.env);
}
