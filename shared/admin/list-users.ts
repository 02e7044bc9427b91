import type { AdminCall } from '#shared/admin/admin-context.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import type { Scope } from '#shared/identity/scope.ts';
import { type Query, searchResources } from '#shared/identity/search-resources.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { userType } from '#shared/scim/resource-types.ts';
import type { Tenant } from '#shared/tenancy/tenant.ts';

const DEFAULT_PAGE = 100;
const MAX_PAGE = 200;

/** The users that all directories of a tenant share, or those that one keeps to itself. */
export async function listUsers(call: AdminCall, tenant: Tenant): Promise<Response> {
  const { searchParams } = call.url;
  const userName = searchParams.get('userName');
  const query: Query = {
    startIndex: Math.max(1, integer(searchParams.get('startIndex'), 1)),
    count: Math.min(MAX_PAGE, Math.max(0, integer(searchParams.get('count'), DEFAULT_PAGE))),
    terms: [],
    ...(userName !== null && {
      terms: [{ attribute: 'userName', value: userName }],
      matches: () => true,
    }),
  };
  const scope = await scopeOf(call, tenant);
  const { total, records } = await searchResources(call.context.identity, scope, userType, query);
  return Response.json({ total, startIndex: query.startIndex, users: records.map(shownUser) });
}

async function scopeOf({ url, context }: AdminCall, tenant: Tenant): Promise<Scope> {
  const name = url.searchParams.get('directory');
  const shared: Scope = { tenantId: tenant.id, directoryId: '', visibility: 'tenant' };
  if (name === null) return shared;
  const known = await context.tenancy.directories(tenant.id);
  const directory = known.find(({ id }) => id === name);
  if (!directory) throw new DomainError('notFound', `${tenant.id} has no directory ${name}.`);
  return { tenantId: tenant.id, directoryId: directory.id, visibility: directory.visibility };
}

function shownUser({
  id,
  version,
  created,
  lastModified,
  attributes,
  externalIds,
}: ResourceRecord) {
  const { userName, displayName, active } = attributes;
  return { id, userName, displayName, active, externalIds, version, created, lastModified };
}

function integer(text: string | null, otherwise: number): number {
  if (text === null) return otherwise;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new DomainError('invalidValue', 'startIndex and count are whole numbers.');
}
