import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod/mini';

const ROOT = path.resolve(import.meta.dirname, '../..');
const RESOLVE_LOCALHOST = path.join(import.meta.dirname, 'resolve-localhost.ts');
const ENVIRONMENT = 'aws://000000000000/us-east-1';

const outputs = z.object({
  RollcallStateful: z.object({ TableName: z.string(), EventBusName: z.string() }),
  RollcallStateless: z.object({ ScimBaseUrl: z.string(), AdminBaseUrl: z.string() }),
});

export interface Deployment {
  readonly scimBaseUrl: string;
  readonly adminBaseUrl: string;
  readonly eventBusName: string;
  /** Runs a command of Rollcall's CLI against the deployment and returns its JSON answer. */
  rollcall(...command: string[]): Promise<unknown>;
}

/** Bootstraps the account and deploys both stacks with the CDK's own CLI, told of nothing but the endpoint. */
export async function deployRollcall(endpoint: string, workFolder: string): Promise<Deployment> {
  const environment = {
    ...process.env,
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_EC2_METADATA_DISABLED: 'true',
    PATH: `${path.join(ROOT, 'node_modules/.bin')}:${process.env['PATH']}`,
  };
  const run = async (cwd: string, file: string, ...args: string[]) => {
    const options = { cwd, env: environment, maxBuffer: 64 * 1024 * 1024 };
    const { stdout } = await promisify(execFile)(file, args, options);
    return stdout;
  };
  const outputsFile = path.join(workFolder, 'outputs.json');
  // Where there is no cdk.json, bootstrapping has nothing to synthesise.
  await run(workFolder, 'cdk', 'bootstrap', ENVIRONMENT);
  const files = ['--output', path.join(workFolder, 'cdk.out'), '--outputs-file', outputsFile];
  await run(ROOT, 'cdk', 'deploy', '--all', '--require-approval', 'never', ...files);
  const { RollcallStateful: stateful, RollcallStateless: stateless } = outputs.parse(
    JSON.parse(await readFile(outputsFile, 'utf8')),
  );
  return {
    scimBaseUrl: stateless.ScimBaseUrl,
    adminBaseUrl: stateless.AdminBaseUrl,
    eventBusName: stateful.EventBusName,
    rollcall: async (...command) => {
      const cli = ['--import', RESOLVE_LOCALHOST, 'functions/cli/main.ts', ...command, '--json'];
      const url = ['--admin-url', stateless.AdminBaseUrl];
      return JSON.parse(await run(ROOT, 'node', ...cli, ...url));
    },
  };
}
