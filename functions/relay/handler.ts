import { readRelayConfig } from '#functions/relay/config.ts';

readRelayConfig();

export async function handler(): Promise<void> {
  throw new Error('Not deployed yet.');
}
