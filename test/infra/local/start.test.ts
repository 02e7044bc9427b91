import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { callApi } from '#infra/local/local-api.ts';
import type { LocalFile } from '#infra/local/local-file.ts';
import { PROJECT } from '#infra/local/start-options.ts';
import { HttpBrowser } from '../../support/http-browser.ts';
import { eventually } from './eventually.ts';

const START = path.join(PROJECT, 'infra', 'local', 'start.ts');

let folder = '';
const started: Run[] = [];

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'rollcall-start-'));
});

afterEach(async () => {
  for (const { child, exited } of started.splice(0)) {
    child.kill('SIGKILL');
    await exited;
  }
});

afterAll(() => rmSync(folder, { recursive: true }));

interface Run {
  readonly child: ChildProcess;
  readonly exited: Promise<number | null>;
  output(): string;
  /** Resolves with the match once the output has it; rejects when the process ends before. */
  until(expression: RegExp): Promise<RegExpExecArray>;
}

function start(environment: Record<string, string>, ...args: string[]): Run {
  const settings = { PORT: '0', ROLLCALL_LOCAL: folder, ...environment };
  const assignments = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  const command = ['-u', 'JAVA_HOME', ...assignments, process.execPath, START, ...args];
  const child = spawn('/usr/bin/env', command, { cwd: folder });
  let output = '';
  const hear = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const exited = once(child, 'close').then(([code]) => code);
  const run: Run = {
    child,
    exited,
    output: () => output,
    async until(expression) {
      const match = () => expression.exec(output);
      await eventually(() => match() !== null || child.exitCode !== null, 150).toBe(true);
      const found = match();
      if (!found) throw new Error(`It ended before it said ${expression}:\n${output}`);
      return found;
    },
  };
  started.push(run);
  return run;
}

function localFile(): LocalFile {
  return JSON.parse(readFileSync(path.join(folder, 'local.json'), 'utf8'));
}

function scim(
  { scimBaseUrl, tenants }: LocalFile,
  method: string,
  target: string,
  body?: object,
): Promise<Response> {
  const { token } = tenants.acme.directories.lenient;
  return callApi({ baseUrl: scimBaseUrl, token }, method, target, body);
}

/** Process ids below a process, itself not among them. */
function descendants(pid = 0): number[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid=']).toString();
  const rows = table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const below = (parent: number): number[] =>
    rows.filter(([, ppid]) => ppid === parent).flatMap(([child = 0]) => [child, ...below(child)]);
  return below(pid);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const allGone = (pids: number[]) => eventually(() => pids.filter(isAlive)).toEqual([]);

describe('what stands in the way is said in one line, with exit code 1', () => {
  test('a port that is taken', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const address = holder.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    const run = start({ PORT: port });
    expect(await run.exited).toBe(1);
    holder.close();
    expect(run.output()).toMatch(
      new RegExp(`^Starting Rollcall\nPort ${port} is taken\\. .*PORT=\\d+ npm start\n$`),
    );
  });

  test('no Java', async () => {
    const bin = path.join(folder, 'bin');
    mkdirSync(bin, { recursive: true });
    const run = start({ PATH: bin });
    expect(await run.exited).toBe(1);
    expect(run.output()).toMatch(
      /^Starting Rollcall\n(?: +\d+\.\d s {2}.*\n)*Java was not found on the PATH.*Install Java 17.*\n$/,
    );
  });

  test('a Java that is too old', async () => {
    const bin = path.join(folder, 'old', 'bin');
    mkdirSync(bin, { recursive: true });
    writeFileSync(path.join(bin, 'java'), `#!/bin/sh\necho 'openjdk version "11.0.2"' >&2\n`);
    chmodSync(path.join(bin, 'java'), 0o755);
    const run = start({ JAVA_HOME: path.dirname(bin) });
    expect(await run.exited).toBe(1);
    expect(run.output()).toMatch(
      /^Starting Rollcall\n(?: +\d+\.\d s {2}.*\n)*The Java in JAVA_HOME .*version 11, too old\. .*\n$/,
    );
  });

  test('an option that is none', async () => {
    const run = start({}, '--evnts');
    expect(await run.exited).toBe(1);
    expect(run.output()).toMatch(/^Unknown option '--evnts'.*\n$/);
  });
});

test('--help explains itself', async () => {
  const run = start({}, '--help');
  expect(await run.exited).toBe(0);
  expect(run.output()).toMatch(/--events.*ROLLCALL_DATA/s);
});

/** What the welcome text invites to, with the sample app of the documents. */
async function signInAndLoseAccess(local: LocalFile): Promise<void> {
  const browser = new HttpBrowser();
  const home = await browser.open(new URL('/', local.oidc.redirectUri).href);
  const asked = await browser.click(home, 'Sign in');
  expect(asked.url).toContain(local.demoIdp.issuer);
  const [grace] = local.demoIdp.users;
  const signedIn = await browser.submit(asked, { ...grace });
  const [, sub = ''] = /Grace Hopper is signed in.*"sub":"([\w-]+)"/.exec(signedIn.body) ?? [];
  const schemas = ['urn:ietf:params:scim:api:messages:2.0:PatchOp'];
  const Operations = [{ op: 'replace', value: { active: false } }];
  expect((await scim(local, 'PATCH', `/Users/${sub}`, { schemas, Operations })).ok).toBe(true);
  const gone = await browser.open(home.url);
  expect(gone.body).toContain('Access has ended.');
  const refused = await browser.click(gone, 'Sign in again');
  expect(refused.url).toContain(`${local.baseUrl}/sign-in/acme/`);
  expect(refused.status).toBe(403);
}

describe('a running Rollcall', { timeout: 300_000 }, () => {
  test('serves, shows events, keeps its data, and ends as one', async () => {
    const ROLLCALL_DATA = path.join(folder, 'data');
    const first = start({ ROLLCALL_DATA }, '--events');
    await first.until(/Ctrl-C ends everything/);
    expect(statSync(path.join(folder, 'local.json')).mode & 0o777).toBe(0o600);
    const local = localFile();
    expect(first.output()).toContain(local.tenants.acme.directories.lenient.token);
    const schemas = ['urn:ietf:params:scim:schemas:core:2.0:User'];
    const created = await scim(local, 'POST', '/Users', { schemas, userName: 'ada@example.com' });
    expect(created.status).toBe(201);
    const { id } = await created.json();
    await first.until(
      new RegExp(`user\\.created +acme/User ${id} v1 +by directory lenient \\(scim\\)`),
    );

    await signInAndLoseAccess(local);

    const children = descendants(first.child.pid);
    expect(children.length).toBeGreaterThan(0);
    first.child.kill('SIGINT');
    expect(await first.exited).toBe(0);
    await allGone(children);
    expect(() => localFile()).toThrow(/ENOENT/);

    const second = start({ ROLLCALL_DATA }, '--events');
    await second.until(/Ctrl-C ends everything/);
    expect(localFile().tenants).toEqual(local.tenants);
    expect(localFile().admin.token).toBe(local.admin.token);
    expect(localFile().oidc.clientSecret).toBe(local.oidc.clientSecret);
    expect(localFile().demoIdp).toEqual(local.demoIdp);
    const found = await scim(localFile(), 'GET', `/Users/${id}`);
    expect([found.status, (await found.json()).userName]).toEqual([200, 'ada@example.com']);
    expect(second.output()).not.toContain('user.created'); // what has left does not leave again

    const [java = 0] = descendants(second.child.pid);
    const all = descendants(second.child.pid);
    process.kill(java, 'SIGKILL');
    expect(await second.exited).toBe(1);
    expect(second.output()).toMatch(
      /\nDynamoDB Local has ended \(SIGKILL\), and so does Rollcall\.\n$/,
    );
    await allGone(all);
  });
});
