import * as z from 'zod/mini';
import {
  awsEnvironment,
  type DeployedEnvironment,
  parseEnvironment,
  resourceName,
} from '#functions/runtime/aws-environment.ts';

export const tokenEndpointConfig = z.object({ ...awsEnvironment.shape, TABLE_NAME: resourceName });

export type TokenEndpointConfig = z.output<typeof tokenEndpointConfig>;
export type TokenEndpointEnvironment = DeployedEnvironment<typeof tokenEndpointConfig>;

export function readTokenEndpointConfig(): TokenEndpointConfig {
  return parseEnvironment(tokenEndpointConfig, process.env);
}
