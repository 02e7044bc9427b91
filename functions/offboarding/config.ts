import * as z from 'zod/mini';
import {
  awsEnvironment,
  type DeployedEnvironment,
  parseEnvironment,
  resourceName,
} from '#functions/runtime/aws-environment.ts';

export const offboardingConfig = z.object({
  ...awsEnvironment.shape,
  TABLE_NAME: resourceName,
  /** Its own, to come again later. */
  OFFBOARDING_QUEUE_URL: resourceName,
  /** ARNs, separated by commas; the first signs. */
  SIGNING_KEY_ARNS: resourceName,
});

export type OffboardingConfig = z.output<typeof offboardingConfig>;
export type OffboardingEnvironment = DeployedEnvironment<typeof offboardingConfig>;

export function readOffboardingConfig(): OffboardingConfig {
  return parseEnvironment(offboardingConfig, process.env);
}
