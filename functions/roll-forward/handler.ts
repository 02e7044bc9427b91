import { readRollForwardConfig } from '#functions/roll-forward/config.ts';

readRollForwardConfig();

export async function handler(): Promise<void> {
  throw new Error('Not deployed yet.');
}
