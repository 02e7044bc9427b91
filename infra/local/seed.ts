import * as z from 'zod';
import { askApi, callApi, createOnce, type LocalApi, refusal } from './local-api.ts';

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
  readonly admin: LocalApi;
  readonly scimBaseUrl: string;
  /** Tokens of an earlier start, which are kept as long as they are good. */
  readonly known: SeededTenants | undefined;
}

/** Sees to it that there are two tenants with a directory of each dialect, through the doors that operators use. */
export async function seed({ admin, scimBaseUrl, known }: SeedOptions): Promise<SeededTenants> {
  const tenants: Record<string, unknown> = {};
  for (const tenant of TENANTS) {
    await createOnce(admin, '/tenants', { name: tenant });
    const directories: Record<string, unknown> = {};
    for (const dialect of DIALECTS) {
      const path = `/tenants/${tenant}/directories`;
      await createOnce(admin, path, { name: dialect, dialect });
      const token = known?.[tenant].directories[dialect].token;
      const isKept = token !== undefined && (await isGood({ baseUrl: scimBaseUrl, token }));
      directories[dialect] = {
        token: isKept ? token : await issueToken(admin, `${path}/${dialect}/tokens`),
      };
    }
    tenants[tenant] = { directories };
  }
  return seededTenants.parse(tenants);
}

async function issueToken(admin: LocalApi, path: string): Promise<string> {
  const first = await callApi(admin, 'POST', path, {});
  if (first.ok) return issuedToken.parse(await first.json()).token;
  if (first.status !== 409) throw await refusal('POST', path, first);
  // Two are live already, and whoever held them has lost them.
  const { tokens } = tokenList.parse(await askApi(admin, 'GET', path));
  const [oldest] = tokens.toSorted((left, right) => left.createdAt.localeCompare(right.createdAt));
  await askApi(admin, 'DELETE', `${path}/${oldest?.id}`);
  return issuedToken.parse(await askApi(admin, 'POST', path, {})).token;
}

async function isGood(scim: LocalApi): Promise<boolean> {
  const response = await callApi(scim, 'GET', '/Users?count=0');
  await response.arrayBuffer();
  return response.ok;
}
