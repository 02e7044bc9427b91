import { execFile } from 'node:child_process';
import { createWriteStream, existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { startGuardedChild } from '#infra/local/guarded-child.ts';

const REQUIREMENTS = path.join(import.meta.dirname, 'requirements.txt');
const START_PATIENCE_SECONDS = 60;

const run = promisify(execFile);

/** Whether there is a Python 3 that can install packages. */
export async function hasPython(): Promise<boolean> {
  const asked = run('python3', ['-m', 'pip', '--version']);
  return await asked.then(
    () => true,
    () => false,
  );
}

/** Installs the emulator into a folder of its own, once; nothing of it reaches the machine's Python. */
export async function installMinistack(folder: string): Promise<void> {
  if (existsSync(folder)) return;
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
  await run('python3', [...pip, '--target', unfinished, '--requirement', REQUIREMENTS]);
  await rename(unfinished, folder);
}

export interface MinistackOptions {
  /** Where it was installed. */
  readonly program: string;
  /**
   * What it keeps from one run to the next, and its log; outside any npm package, whose `type` the functions'
   * code would take on.
   */
  readonly workFolder: string;
  readonly port: number;
  /** Whether it holds every call, those of the functions included, against the caller's policies. */
  readonly enforceIam: boolean;
}

/**
 * Runs the emulator on the loopback interface for as long as `use` takes.
 *
 * @param use Gets the endpoint for all services, `http://127.0.0.1:port`.
 */
export async function withMinistack<Result>(
  options: MinistackOptions,
  use: (endpoint: string) => Promise<Result>,
): Promise<Result> {
  const { workFolder, port } = options;
  const variables = Object.entries(environmentOf(options)).map(
    ([name, value]) => `${name}=${value}`,
  );
  const child = startGuardedChild('env', [...variables, 'python3', '-m', 'ministack'], workFolder);
  const log = createWriteStream(path.join(workFolder, 'ministack.log'), { flags: 'a' });
  child.stdout.pipe(log);
  child.stderr.pipe(log, { end: false });
  try {
    const endpoint = `http://127.0.0.1:${port}`;
    const ended = child.exited.then((how) => `ended at once (${how})`);
    const problem = await Promise.race([ended, untilHealthy(endpoint)]);
    if (problem !== undefined) throw new Error(`ministack ${problem}.`);
    return await use(endpoint);
  } finally {
    await child.stop();
  }
}

function environmentOf({ program, workFolder, port, enforceIam }: MinistackOptions) {
  return {
    // Functions run on the Node that runs this.
    PATH: `${path.dirname(process.execPath)}:${process.env['PATH']}`,
    PYTHONPATH: program,
    TMPDIR: workFolder,
    BIND_HOST: '127.0.0.1',
    GATEWAY_PORT: port,
    // Else it listens on a fixed port for devices, where the machine's Python can.
    IOT_MTLS_ENABLED: 0,
    PERSIST_STATE: 1,
    STATE_DIR: path.join(workFolder, 'state'),
    S3_PERSIST: 1,
    S3_DATA_DIR: path.join(workFolder, 's3'),
    AUTH: enforceIam,
  };
}

async function untilHealthy(endpoint: string): Promise<string | undefined> {
  for (let second = 0; second < START_PATIENCE_SECONDS; second += 0.5) {
    const { ok } = await fetch(`${endpoint}/_ministack/health`).catch(() => ({ ok: false }));
    if (ok) return undefined;
    await wait(500);
  }
  return `did not answer within ${START_PATIENCE_SECONDS} s`;
}
