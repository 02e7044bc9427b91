import * as z from 'zod/mini';
import {
  awsEnvironment,
  type DeployedEnvironment,
  parseEnvironment,
  resourceName,
} from '#functions/runtime/aws-environment.ts';

export const domainCheckConfig = z.object({ ...awsEnvironment.shape, TABLE_NAME: resourceName });

export type DomainCheckConfig = z.output<typeof domainCheckConfig>;
export type DomainCheckEnvironment = DeployedEnvironment<typeof domainCheckConfig>;

export function readDomainCheckConfig(): DomainCheckConfig {
  return parseEnvironment(domainCheckConfig, process.env);
}
