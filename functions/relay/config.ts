import * as z from 'zod/mini';
import {
  awsEnvironment,
  type DeployedEnvironment,
  parseEnvironment,
  resourceName,
} from '#functions/runtime/aws-environment.ts';

export const relayConfig = z.object({
  ...awsEnvironment.shape,
  TABLE_NAME: resourceName,
  EVENT_BUS_NAME: resourceName,
});

export type RelayConfig = z.output<typeof relayConfig>;
export type RelayEnvironment = DeployedEnvironment<typeof relayConfig>;

export function readRelayConfig(): RelayConfig {
  return parseEnvironment(relayConfig, process.env);
}
