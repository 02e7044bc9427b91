import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { LocalFile } from '#infra/local/local-file.ts';
import { PROJECT } from '#infra/local/start-options.ts';

/** `npm start` in a process of its own, on a free port and with data in memory. */
export interface LocalProcess {
  readonly local: LocalFile;
  stop(): Promise<void>;
}

/** @param onLine Hears all that it says. @throws Error when it does not come up. */
export async function startLocalProcess(onLine?: (line: string) => void): Promise<LocalProcess> {
  const folder = mkdtempSync(path.join(tmpdir(), 'rollcall-local-'));
  const script = path.join(PROJECT, 'infra', 'local', 'start.ts');
  const { ROLLCALL_DATA: _, ROLLCALL_TIME_SCALE: __, ...inherited } = process.env;
  const env = { ...inherited, PORT: '0', ROLLCALL_LOCAL: folder };
  const child = spawn(process.execPath, [script, '--events'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'close').finally(() => rmSync(folder, { recursive: true }));
  const ready = Promise.withResolvers<void>();
  exited.then(() => ready.reject(new Error('npm start ended before it was up.')));
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.includes('Ctrl-C ends everything')) ready.resolve();
    onLine?.(line);
  });
  await ready.promise;
  return {
    local: JSON.parse(readFileSync(path.join(folder, 'local.json'), 'utf8')),
    async stop() {
      child.kill('SIGINT');
      await exited;
    },
  };
}
