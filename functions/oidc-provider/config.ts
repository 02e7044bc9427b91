import * as z from 'zod/mini';
import {
  awsEnvironment,
  type DeployedEnvironment,
  parseEnvironment,
  resourceName,
} from '#functions/runtime/aws-environment.ts';

export const oidcProviderConfig = z.object({
  ...awsEnvironment.shape,
  TABLE_NAME: resourceName,
  /** ARNs, separated by commas; the first signs. */
  SIGNING_KEY_ARNS: resourceName,
});

export type OidcProviderConfig = z.output<typeof oidcProviderConfig>;
export type OidcProviderEnvironment = DeployedEnvironment<typeof oidcProviderConfig>;

export function readOidcProviderConfig(): OidcProviderConfig {
  return parseEnvironment(oidcProviderConfig, process.env);
}
