import './resolve-localhost.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '#infra/local/free-port.ts';
import { type Check, firstRequests } from './first-requests.ts';
import { hasPython, installMinistack, withMinistack } from './ministack.ts';
import { deployRollcall } from './rollcall-deployment.ts';
import { signInRequests } from './sign-in-requests.ts';
import { subscribe } from './subscriber.ts';

const PROGRAM = path.resolve(import.meta.dirname, '../../.rollcall/ministack');

if (await hasPython()) process.exitCode = (await deployAndAsk().catch(notDeployed)) ? 0 : 1;
else console.log('skipped: a deployment needs Python 3 with pip, for the emulator ministack.');

function notDeployed(error: unknown): boolean {
  console.log(`FAILED  deploy: ${error instanceof Error ? error.message : String(error)}`);
  console.log('0 passed, 1 failed');
  return false;
}

/** Deploys Rollcall to an emulated account, then sends the first requests through it with IAM enforced. */
async function deployAndAsk(): Promise<boolean> {
  console.log('Installing ministack into .rollcall/ministack ...');
  await installMinistack(PROGRAM);
  const workFolder = await mkdtemp(path.join(tmpdir(), 'rollcall-deploy-'));
  const account = { program: PROGRAM, workFolder, port: await freePort() };
  console.log('Deploying with the CDK ...');
  // Its IAM does not know conditions of the bootstrap roles, so it is on only for what is ours.
  const deployment = await withMinistack({ ...account, enforceIam: false }, (endpoint) =>
    deployRollcall(endpoint, workFolder),
  );
  const failed = await withMinistack({ ...account, enforceIam: true }, async (endpoint) =>
    report([
      ...firstRequests(deployment, await subscribe(endpoint, deployment.eventBusName)),
      ...signInRequests(deployment, workFolder),
    ]),
  );
  if (failed === 0) await rm(workFolder, { recursive: true });
  else console.log(`What ministack wrote is in ${workFolder}.`);
  return failed === 0;
}

async function report(checks: readonly Check[]): Promise<number> {
  let failed = 0;
  for (const { name, run } of checks) {
    const problem = await run().then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    console.log(problem === undefined ? `ok      ${name}` : `FAILED  ${name}: ${problem}`);
    if (problem !== undefined) failed += 1;
  }
  console.log(`${checks.length - failed} passed, ${failed} failed`);
  return failed;
}
