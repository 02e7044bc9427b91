import * as z from 'zod';

const TENANTS = ['acme', 'globex'] as const;
const DIALECTS = ['lenient', 'strict', 'okta', 'entra'] as const;

const directoryTokens = z.record(z.enum(DIALECTS), z.object({ token: z.string() }));

/** The token of each directory of each tenant; a directory is named after its dialect. */
export const seededTenants = z.record(z.enum(TENANTS), z.object({ directories: directoryTokens }));

export type SeededTenants = z.output<typeof seededTenants>;

const issuedToken = z.object({ token: z.string() });

const tokenList = z.object({
  tokens: z.array(z.object({ id: z.string(), createdAt: z.string() })),
});

export interface SeedOptions {
  readonly adminBaseUrl: string;
  readonly adminToken: string;
  readonly scimBaseUrl: string;
  /** Tokens of an earlier start, which are kept as long as they are good. */
  readonly known: SeededTenants | undefined;
}

/** Sees to it that there are two tenants with a directory of each dialect, through the doors that operators use. */
export async function seed(options: SeedOptions): Promise<SeededTenants> {
  const tenants: Record<string, unknown> = {};
  for (const tenant of TENANTS) {
    await create(options, '/tenants', { name: tenant });
    const directories: Record<string, unknown> = {};
    for (const dialect of DIALECTS) {
      const path = `/tenants/${tenant}/directories`;
      await create(options, path, { name: dialect, dialect });
      const known = options.known?.[tenant].directories[dialect].token;
      const isKept = known !== undefined && (await isGood(options, known));
      const token = isKept ? known : await issueToken(options, `${path}/${dialect}/tokens`);
      directories[dialect] = { token };
    }
    tenants[tenant] = { directories };
  }
  return seededTenants.parse(tenants);
}

/** What is there already may stay. */
async function create(options: SeedOptions, path: string, body: object): Promise<void> {
  const response = await callAdmin(options, 'POST', path, body);
  if (!response.ok && response.status !== 409) throw await refusal('POST', path, response);
}

async function issueToken(options: SeedOptions, path: string): Promise<string> {
  const first = await callAdmin(options, 'POST', path, {});
  if (first.status !== 409) return tokenOf(path, first);
  // Two are live already, and whoever held them has lost them.
  const listed = await callAdmin(options, 'GET', path);
  if (!listed.ok) throw await refusal('GET', path, listed);
  const { tokens } = tokenList.parse(await listed.json());
  const [oldest] = tokens.toSorted((left, right) => left.createdAt.localeCompare(right.createdAt));
  const revoked = await callAdmin(options, 'DELETE', `${path}/${oldest?.id}`);
  if (!revoked.ok) throw await refusal('DELETE', path, revoked);
  return tokenOf(path, await callAdmin(options, 'POST', path, {}));
}

async function tokenOf(path: string, response: Response): Promise<string> {
  if (!response.ok) throw await refusal('POST', path, response);
  return issuedToken.parse(await response.json()).token;
}

async function isGood({ scimBaseUrl }: SeedOptions, token: string): Promise<boolean> {
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`${scimBaseUrl}/Users?count=0`, { headers });
  await response.arrayBuffer();
  return response.ok;
}

function callAdmin(
  { adminBaseUrl, adminToken }: SeedOptions,
  method: string,
  path: string,
  body?: object,
): Promise<Response> {
  return fetch(adminBaseUrl + path, {
    method,
    headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
}

async function refusal(method: string, path: string, response: Response): Promise<Error> {
  return new Error(`${method} ${path} was answered ${response.status}: ${await response.text()}`);
}
