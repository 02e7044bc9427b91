import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { LocalFile } from '#infra/local/local-file.ts';
import { PROJECT } from '#infra/local/start-options.ts';
import { person } from './person.ts';
import type { Sighting } from './sighting.ts';

const EVENT_LINE = /^(\S+) {2}user\.created +(\S+)\/User (\S+) v/;

/** `npm start` in a process of its own, on a free port and with data in memory. */
export interface LocalRollcall {
  /** A new tenant, whose directory is never too fast; gives what creates its n-th user. */
  tenant(name: string): Promise<(n: number) => Promise<void>>;
  addWebhook(tenant: string, webhook: object): Promise<void>;
  stop(): Promise<void>;
}

/** @param onBus Hears of every user.created on the bus. @throws Error when it does not come up. */
export async function startLocalRollcall(
  onBus: (sighting: Sighting) => void,
): Promise<LocalRollcall> {
  const folder = mkdtempSync(path.join(tmpdir(), 'rollcall-bench-'));
  const script = path.join(PROJECT, 'infra', 'local', 'start.ts');
  const { ROLLCALL_DATA: _, ROLLCALL_TIME_SCALE: __, ...inherited } = process.env;
  const env = { ...inherited, PORT: '0', ROLLCALL_LOCAL: folder };
  const stdio = ['ignore', 'pipe', 'inherit'] as const;
  const child = spawn(process.execPath, [script, '--events'], { env, stdio: [...stdio] });
  const exited = once(child, 'close').finally(() => rmSync(folder, { recursive: true }));
  const ready = Promise.withResolvers<void>();
  exited.then(() => ready.reject(new Error('npm start ended before it was up.')));
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.includes('Ctrl-C ends everything')) ready.resolve();
    const [, time, tenant = '', subject = ''] = EVENT_LINE.exec(line) ?? [];
    if (time) onBus({ place: tenant, subject, committed: Date.parse(time), seen: Date.now() });
  });
  await ready.promise;
  return {
    ...clientOf(JSON.parse(readFileSync(path.join(folder, 'local.json'), 'utf8'))),
    async stop() {
      child.kill('SIGINT');
      await exited;
    },
  };
}

function clientOf({ admin, scimBaseUrl }: LocalFile): Omit<LocalRollcall, 'stop'> {
  const manage = (target: string, body: object) => post(admin.baseUrl + target, admin.token, body);
  return {
    async tenant(name) {
      await manage('/tenants', { name });
      const directories = `/tenants/${name}/directories`;
      const unlimited = { requestsPerSecond: 10_000, burst: 10_000 };
      await manage(directories, { name: 'bench', ...unlimited });
      const { token } = JSON.parse(await manage(`${directories}/bench/tokens`, {}));
      return async (n) => void (await post(`${scimBaseUrl}/Users`, token, person(n)));
    },
    addWebhook: async (tenant, webhook) =>
      void (await manage(`/tenants/${tenant}/webhooks`, webhook)),
  };
}

async function post(url: string, token: string, body: object): Promise<string> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new Error(`POST ${url}: ${response.status} ${text.slice(0, 300)}`);
  return text;
}
