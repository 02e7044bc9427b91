import { execPath } from 'node:process';
import { createInterface } from 'node:readline';
import { type GuardedChild, startGuardedChild } from './guarded-child.ts';
import { StartError } from './start-error.ts';
import { PROJECT } from './start-options.ts';

const SCRIPT = 'docs/examples/sample-app.mjs';

export interface SampleAppOptions {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly port: number;
}

/** Runs the sample app of the documents as it stands there. @throws StartError when it does not come up. */
export async function startSampleApp(options: SampleAppOptions): Promise<GuardedChild> {
  const child = startGuardedChild(execPath, [SCRIPT], PROJECT, {
    ISSUER: options.issuer,
    CLIENT_ID: options.clientId,
    CLIENT_SECRET: options.clientSecret,
    PORT: String(options.port),
  });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  const listening = new Promise<boolean>((resolve) => {
    createInterface({ input: child.stdout }).on('line', () => resolve(true));
  });
  if (await Promise.race([listening, child.exited.then(() => false)])) return child;
  throw new StartError(`The sample app did not start:\n${complaint}`);
}
