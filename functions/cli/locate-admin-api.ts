import { readFile } from 'node:fs/promises';
import * as z from 'zod/mini';
import { CliError, usageError } from '#functions/cli/cli-error.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface AdminLocation {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  /** Absent: requests are signed with AWS credentials instead. */
  readonly token?: string;
}

export interface Whereabouts {
  /** From `--admin-url`. */
  readonly adminUrl: string | undefined;
  readonly environment: Environment;
  /** Path of what `npm start` wrote about itself. */
  readonly localFile: string;
}

const localFileContent = z.object({
  admin: z.object({ baseUrl: z.string(), token: z.string().check(z.minLength(1)) }),
});

/** @throws CliError telling the ways to say where the admin API is. */
export async function locateAdminApi(whereabouts: Whereabouts): Promise<AdminLocation> {
  const { adminUrl, environment, localFile } = whereabouts;
  const url = adminUrl ?? environment['ROLLCALL_ADMIN_URL'];
  if (url === undefined || url === '') return await localAdminApi(localFile);
  const baseUrl = checked(url);
  const token = environment['ROLLCALL_ADMIN_TOKEN'] || (await localToken(localFile, baseUrl));
  return { baseUrl, ...(token && { token }) };
}

async function localAdminApi(localFile: string): Promise<AdminLocation> {
  const content = await read(localFile);
  if (content === undefined) {
    throw new CliError(
      'Nothing tells where the admin API is.',
      'Run `npm start` in another terminal, or name a deployment by --admin-url or ROLLCALL_ADMIN_URL (the output AdminBaseUrl of its stack).',
    );
  }
  const known = localFileContent.safeParse(content);
  if (known.success) return known.data.admin;
  throw new CliError(`${localFile} is not what \`npm start\` writes.`, 'Restart `npm start`.');
}

/** The token of this machine goes to this machine's own admin API and nowhere else. */
async function localToken(localFile: string, baseUrl: string): Promise<string | undefined> {
  const known = localFileContent.safeParse(await read(localFile));
  if (!known.success || known.data.admin.baseUrl !== baseUrl) return undefined;
  return known.data.admin.token;
}

/** Undefined when there is no such file, null when it is not JSON. */
async function read(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function checked(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const path = url?.pathname.replace(/\/+$/, '') ?? '';
  if (!url || !/^https?:$/.test(url.protocol) || !path.endsWith('/admin/v1')) {
    throw usageError(
      `${JSON.stringify(text)} is not the URL of an admin API.`,
      'It ends with /admin/v1, such as http://127.0.0.1:8787/admin/v1 or the output AdminBaseUrl of the stack.',
    );
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw usageError(
      `${url.origin} would be reached without encryption.`,
      'Use https; plain http is for this machine alone.',
    );
  }
  return `${url.origin}${path}`;
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === '[::1]' || /(^|\.)localhost$/.test(hostname) || /^127(\.\d+){3}$/.test(hostname)
  );
}
