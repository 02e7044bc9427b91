import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from './free-port.ts';
import { type GuardedChild, startGuardedChild } from './guarded-child.ts';
import { findJava } from './java.ts';
import { StartError } from './start-error.ts';

const START_ATTEMPTS = 3;
const START_PATIENCE_MILLISECONDS = 25_000;
const PORT_TAKEN = /BindException|Failed to bind/;

export interface DynamoDBLocalOptions {
  /** Where the data is kept; without it, in memory. */
  dataFolder?: string | undefined;
}

export interface DynamoDBLocal {
  /** `http://127.0.0.1:port` */
  readonly endpoint: string;
  readonly pid: number | undefined;
  /** Resolves when the process has ended, wanted or not, with how it ended. */
  readonly exited: Promise<string>;
  stop(): Promise<void>;
}

/**
 * Starts the official DynamoDB Local (Java) on a free port and waits until it answers.
 *
 * @throws StartError when Java is missing or too old, or DynamoDB Local does not come up.
 */
export async function startDynamoDBLocal(
  options: DynamoDBLocalOptions = {},
): Promise<DynamoDBLocal> {
  const java = await findJava();
  const storage = await storageFlags(options.dataFolder);
  const workingFolder = options.dataFolder ?? tmpdir(); // it leaves a file of its own there
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const child = startGuardedChild(java, javaArguments(port, storage), workingFolder);
    const endpoint = `http://127.0.0.1:${port}`;
    const failure = await untilAnswering(endpoint, child);
    if (failure === undefined) {
      return { endpoint, pid: child.pid, exited: child.exited, stop: child.stop };
    }
    await child.stop();
    if (!PORT_TAKEN.test(failure) || attempt === START_ATTEMPTS) {
      throw new StartError(`DynamoDB Local did not start: ${failure}`);
    }
  }
}

async function storageFlags(dataFolder: string | undefined): Promise<string[]> {
  if (dataFolder === undefined) return ['-inMemory'];
  const folder = resolve(dataFolder);
  await mkdir(folder, { recursive: true });
  return ['-dbPath', folder];
}

function javaArguments(port: number, storage: readonly string[]): string[] {
  const packageJson = createRequire(import.meta.url).resolve(
    'amplify-dynamodb-simulator/package.json',
  );
  const emulator = join(dirname(packageJson), 'emulator');
  const jvm = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];
  const natives = `-Djava.library.path=${join(emulator, 'DynamoDBLocal_lib')}`;
  const jar = ['-jar', join(emulator, 'DynamoDBLocal.jar')];
  const flags = ['-port', String(port), ...storage, '-sharedDb', '-disableTelemetry'];
  // It would allow every web page by default.
  return [...jvm, natives, ...jar, ...flags, '-cors', `http://127.0.0.1:${port}`];
}

/** Undefined once the endpoint answers; otherwise what stood in the way, in one line. */
async function untilAnswering(endpoint: string, child: GuardedChild): Promise<string | undefined> {
  let complaints = '';
  child.stdout.resume();
  child.stderr.on('data', (chunk: Buffer) => {
    if (complaints.length < 4_000) complaints += chunk.toString();
  });
  let ended: string | undefined;
  child.exited.then((how) => {
    ended = how;
  });
  const deadline = performance.now() + START_PATIENCE_MILLISECONDS;
  while (performance.now() < deadline) {
    if (PORT_TAKEN.test(complaints)) return firstLine(complaints);
    if (ended !== undefined) return firstLine(complaints) || `it ended (${ended})`;
    if (await answers(endpoint)) return undefined;
    await delay(50);
  }
  return `no answer within ${START_PATIENCE_MILLISECONDS / 1_000} s`;
}

/** It answers an unsigned request with an error of its own kind. */
async function answers(endpoint: string): Promise<boolean> {
  try {
    const response = await fetch(endpoint, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.headers.has('x-amzn-requestid');
  } catch {
    return false;
  }
}

function firstLine(text: string): string {
  return text.trim().split('\n', 1).join('');
}
