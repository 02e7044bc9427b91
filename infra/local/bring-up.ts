import { rm } from 'node:fs/promises';
import path from 'node:path';
import { systemClock } from './clock.ts';
import { keepCredentials, readCredentials } from './credentials.ts';
import { DataFolder } from './data-folder.ts';
import { startDynamoDBLocal } from './dynamodb-local.ts';
import { eventLine } from './event-line.ts';
import { HttpApi } from './http-api/http-api.ts';
import type { LocalFile } from './local-file.ts';
import { writePrivateJson } from './private-json.ts';
import { startQueues } from './queue/queues.ts';
import { seed } from './seed.ts';
import { startSignInDemo } from './sign-in-demo.ts';
import { type Stack, startStack } from './stack/stack.ts';
import { StartError } from './start-error.ts';
import { PROJECT, type StartOptions } from './start-options.ts';
import { synthesise } from './synth/synthesise.ts';
import { readCloudAssembly } from './template/cloud-assembly.ts';
import type { Terminal } from './terminal.ts';
import { welcome } from './welcome.ts';

/** Source of an event that tells of nobody, and comes every minute. */
const CANARY = 'rollcall.canary';

/** What a stack that is coming up needs of the process around it. */
export interface Lifetime {
  /** Aborted when everything is to end. */
  readonly signal: AbortSignal;
  /** What was started last is ended first. */
  onEnd(stop: () => unknown): void;
  /** Ends everything, for a reason to tell. */
  fail(line: string): void;
}

/**
 * Brings the whole of Rollcall up, and says so on the terminal.
 *
 * @throws StartError when something stands in the way that the person at the terminal can put right.
 */
export async function bringUp(
  options: StartOptions,
  terminal: Terminal,
  lifetime: Lifetime,
): Promise<void> {
  const { signal, onEnd, fail } = lifetime;
  const data = options.dataFolder === undefined ? undefined : new DataFolder(options.dataFolder);
  onEnd(() => data?.release());
  const credentials = await readCredentials(data?.path);
  const httpApi = new HttpApi({
    adminToken: credentials.adminToken,
    warn: terminal.warn,
    log: (method, target, status, milliseconds) =>
      terminal.detail(`${method} ${target} ${status} ${milliseconds.toFixed(1)} ms`),
  });
  await httpApi.listen(options.port);
  const [dynamodb, queues, assembly] = await startBasis(data?.path, terminal, lifetime);
  const environment = timeEnvironment(options);
  const surroundings = { dynamodb, queues, httpApi, terminal, signal, environment };
  const stack = await startStack(assembly, {
    ...surroundings,
    clock: systemClock,
    dataFolder: data?.path,
  });
  onEnd(stack.stop);
  onEnd(() => httpApi.stop());
  stack.failed.then(fail);
  if (options.events) {
    stack.watchBuses((event) => {
      if (event.source !== CANARY) terminal.line(eventLine(event));
    });
  }
  terminal.step(`${stack.functionCount} functions loaded`);

  const admin = { baseUrl: output(stack, 'AdminBaseUrl'), token: credentials.adminToken };
  const scimBaseUrl = output(stack, 'ScimBaseUrl');
  const tenants = await seed({ admin, scimBaseUrl, known: credentials.tenants });
  terminal.step(`tenants ${Object.keys(tenants).join(' and ')} are there`);
  const { token } = tenants.acme.directories.lenient;
  const apis = { admin, scim: { baseUrl: scimBaseUrl, token }, baseUrl: httpApi.endpoint };
  const demo = await startSignInDemo({ ...apis, known: credentials.signIn }, lifetime);
  terminal.step('demo identity provider and sample app are there');
  await keepCredentials(data?.path, { adminToken: admin.token, tenants, signIn: demo.kept });
  const local: LocalFile = {
    baseUrl: httpApi.endpoint,
    scimBaseUrl,
    tenants,
    oidc: demo.oidc,
    demoIdp: demo.demoIdp,
    admin,
    dynamodbEndpoint: dynamodb.endpoint,
    tableName: output(stack, 'TableName'),
  };
  await writeLocalFile(path.join(options.localFolder, 'local.json'), local, lifetime);
  terminal.line(welcome(local, { events: options.events, dataFolder: data?.path }));
}

/** A faster time, for functions that wait long; all of them count it from this start. */
function timeEnvironment({ timeScale }: StartOptions): Record<string, string> {
  if (timeScale === 1) return {};
  return {
    ROLLCALL_TIME_SCALE: String(timeScale),
    ROLLCALL_TIME_ORIGIN: String(systemClock.now()),
  };
}

/** All that does not wait for anything else, at the same time. */
function startBasis(dataFolder: string | undefined, terminal: Terminal, lifetime: Lifetime) {
  const folder = (name: string) => dataFolder && path.join(dataFolder, name);
  const start = async <Part>(part: Promise<Part>, started: (part: Part) => void): Promise<Part> => {
    const running = await part;
    started(running);
    return running;
  };
  return Promise.all([
    start(startDynamoDBLocal({ dataFolder: folder('dynamodb') }), ({ stop, exited }) => {
      terminal.step('DynamoDB Local answers');
      lifetime.onEnd(stop);
      exited.then((how) =>
        lifetime.fail(`DynamoDB Local has ended (${how}), and so does Rollcall.`),
      );
    }),
    start(startQueues(folder('queues')), ({ stop }) => lifetime.onEnd(stop)),
    start(synthesise(PROJECT, lifetime.signal).then(readCloudAssembly), ({ stacks }) => {
      const names = stacks.map(({ stackName }) => stackName).join(' and ');
      terminal.step(`CDK app synthesised: ${names}`);
    }),
  ]);
}

function output({ template }: Stack, name: string): string {
  const value = template.output(name);
  if (value === undefined) throw new StartError(`No stack of the app has an output ${name}.`);
  return value;
}

async function writeLocalFile(file: string, local: LocalFile, { onEnd }: Lifetime): Promise<void> {
  await writePrivateJson(file, local);
  onEnd(() => rm(file, { force: true }));
}
