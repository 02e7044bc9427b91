import * as z from 'zod';
import type { AdminCall, AdminRoute } from '#shared/admin/admin-context.ts';
import { listUsers } from '#shared/admin/list-users.ts';
import { readBody } from '#shared/admin/read-body.ts';
import { isoTime } from '#shared/kernel/clock.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { type DialectName, dialects } from '#shared/scim/dialect.ts';
import { type Directory, isSlug, type Tenant } from '#shared/tenancy/tenant.ts';
import { DEFAULT_TOKEN_DAYS, mintToken, type TokenRecord } from '#shared/tenancy/token.ts';

const slug = z
  .string()
  .refine(isSlug, 'use 1-40 lower-case letters, digits and inner hyphens, such as "acme"');
const newTenant = z.strictObject({ name: slug });
const newDirectory = z.strictObject({
  name: slug,
  dialect: z.enum(Object.keys(dialects) as DialectName[]).default('lenient'),
  visibility: z.enum(['tenant', 'own']).default('tenant'),
});
const newToken = z.strictObject({
  expiresInDays: z.number().int().min(1).max(3_650).default(DEFAULT_TOKEN_DAYS),
});

const DAY = 86_400_000;
const directoryPath = '/tenants/{tenant}/directories/{directory}';

export const adminRoutes: readonly AdminRoute[] = [
  { method: 'POST', path: '/tenants', handle: createTenant },
  { method: 'GET', path: '/tenants', handle: listTenants },
  { method: 'POST', path: '/tenants/{tenant}/directories', handle: createDirectory },
  { method: 'GET', path: '/tenants/{tenant}/directories', handle: listDirectories },
  { method: 'POST', path: `${directoryPath}/tokens`, handle: issueToken },
  { method: 'GET', path: `${directoryPath}/tokens`, handle: listTokens },
  { method: 'DELETE', path: `${directoryPath}/tokens/{token}`, handle: revokeToken },
  { method: 'GET', path: '/tenants/{tenant}/users', handle: listUsersOfTenant },
];

async function createTenant({ request, context }: AdminCall): Promise<Response> {
  const { name } = await readBody(request, newTenant);
  const tenant = { id: name, createdAt: isoTime(context.clock.now()) };
  await context.tenancy.createTenant(tenant);
  return Response.json(shownTenant(tenant), { status: 201 });
}

async function listTenants({ context }: AdminCall): Promise<Response> {
  return Response.json({ tenants: (await context.tenancy.tenants()).map(shownTenant) });
}

async function createDirectory(call: AdminCall): Promise<Response> {
  const { clock, tenancy } = call.context;
  const { name, ...settings } = await readBody(call.request, newDirectory);
  const tenantId = slugOf(call, 'tenant');
  const directory = { tenantId, id: name, ...settings, createdAt: isoTime(clock.now()) };
  await tenancy.createDirectory(directory);
  return Response.json(shownDirectory(call, directory), { status: 201 });
}

async function listDirectories(call: AdminCall): Promise<Response> {
  const tenant = await tenantOf(call);
  const directories = await call.context.tenancy.directories(tenant.id);
  return Response.json({ directories: directories.map((d) => shownDirectory(call, d)) });
}

async function issueToken(call: AdminCall): Promise<Response> {
  const { clock, newId, tenancy } = call.context;
  const { expiresInDays } = await readBody(call.request, newToken);
  const { tenantId, id: directoryId, dialect, visibility } = await directoryOf(call);
  const id = newId();
  const now = clock.now();
  const { token, secretHash } = await mintToken(id);
  const record: TokenRecord = {
    id,
    tenantId,
    directoryId,
    dialect,
    visibility,
    secretHash,
    createdAt: isoTime(now),
    expiresAt: isoTime(now + expiresInDays * DAY),
  };
  await tenancy.addToken(record, now);
  const scimBaseUrl = `${call.context.origin}/scim/v2`;
  return Response.json({ ...shownToken(record), token, scimBaseUrl }, { status: 201 });
}

async function listTokens(call: AdminCall): Promise<Response> {
  const { tenantId, id } = await directoryOf(call);
  const tokens = await call.context.tenancy.tokens(tenantId, id);
  return Response.json({ tokens: tokens.map(shownToken) });
}

async function revokeToken(call: AdminCall): Promise<Response> {
  const { tenantId, id } = await directoryOf(call);
  const tokenId = call.params['token'] ?? '';
  const removed = await call.context.tenancy.removeToken(tenantId, id, tokenId);
  if (removed) return new Response(null, { status: 204 });
  throw new DomainError('notFound', `${id} has no token ${tokenId}; \`token list\` shows them.`);
}

async function listUsersOfTenant(call: AdminCall): Promise<Response> {
  return await listUsers(call, await tenantOf(call));
}

async function tenantOf(call: AdminCall): Promise<Tenant> {
  const id = slugOf(call, 'tenant');
  const tenant = await call.context.tenancy.tenant(id);
  if (tenant) return tenant;
  throw new DomainError('notFound', `There is no tenant ${id}.`);
}

async function directoryOf(call: AdminCall): Promise<Directory> {
  const [tenant, id] = [slugOf(call, 'tenant'), slugOf(call, 'directory')];
  const directory = await call.context.tenancy.directory(tenant, id);
  if (directory) return directory;
  throw new DomainError('notFound', `There is no directory ${id} in a tenant ${tenant}.`);
}

/** Nothing but a slug reaches a key. */
function slugOf({ params }: AdminCall, name: 'tenant' | 'directory'): string {
  const value = params[name] ?? '';
  if (isSlug(value)) return value;
  throw new DomainError('notFound', `There is no ${name} of that name.`);
}

function shownTenant({ id, createdAt }: Tenant) {
  return { id, name: id, createdAt };
}

function shownDirectory({ context }: AdminCall, directory: Directory) {
  const { id, dialect, visibility, createdAt } = directory;
  return { id, name: id, dialect, visibility, createdAt, scimBaseUrl: `${context.origin}/scim/v2` };
}

function shownToken({ id, createdAt, expiresAt, lastUsedAt }: TokenRecord) {
  return { id, createdAt, expiresAt, lastUsedAt: lastUsedAt ?? null };
}
