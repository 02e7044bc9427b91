import * as z from 'zod/mini';
import {
  awsEnvironment,
  type DeployedEnvironment,
  parseEnvironment,
  resourceName,
} from '#functions/runtime/aws-environment.ts';

export const signInConfig = z.object({
  ...awsEnvironment.shape,
  TABLE_NAME: resourceName,
  SECRETS_KEY_ARN: resourceName,
});

export type SignInConfig = z.output<typeof signInConfig>;
export type SignInEnvironment = DeployedEnvironment<typeof signInConfig>;

export function readSignInConfig(): SignInConfig {
  return parseEnvironment(signInConfig, process.env);
}
