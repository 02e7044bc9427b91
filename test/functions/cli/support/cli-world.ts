import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandTable } from '#functions/cli/command-table.ts';
import { runCli } from '#functions/cli/run-cli.ts';
import { createAdminWorld } from '../../../admin/support/admin-world.ts';
import { requestFor, startServer } from './test-server.ts';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Surroundings {
  readonly environment?: Readonly<Record<string, string>>;
  readonly localFile?: string;
}

/** Runs one line, words separated by spaces, as if it had been typed in these surroundings. */
export async function run(line: string, surroundings: Surroundings = {}): Promise<Ran> {
  let [out, err] = ['', ''];
  const argv = line.split(' ').filter((word) => word !== '');
  const code = await runCli(argv, commandTable, {
    environment: {},
    localFile: '/nowhere/local.json',
    ...surroundings,
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  });
  return { code, out, err };
}

/** The admin API behind a real HTTP server that asks for a token, and what `npm start` would write of it. */
export async function createCliWorld() {
  const world = await createAdminWorld();
  const token = 'local-admin-token';
  const server = await startServer((received) =>
    received.headers['authorization'] === `Bearer ${token}`
      ? world.adminApi(requestFor(server.origin, received), 'request-1')
      : Response.json({ message: 'Unauthorized' }, { status: 401 }),
  );
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-'));
  const localFile = join(folder, 'local.json');
  const adminUrl = `${server.origin}/admin/v1`;
  await writeFile(localFile, JSON.stringify({ admin: { baseUrl: adminUrl, token } }));
  return {
    ...world,
    adminUrl,
    token,
    localFile,
    run: (line: string) => run(line, { localFile }),
    async close() {
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
}
