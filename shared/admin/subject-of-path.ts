import type { AdminCall } from '#shared/admin/admin-context.ts';
import { type Scope, sharedScope } from '#shared/identity/scope.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { type Directory, isSlug, type Tenant } from '#shared/tenancy/tenant.ts';

/** @throws DomainError `notFound`. */
export async function tenantOf({ context, params }: AdminCall): Promise<Tenant> {
  const id = params['tenant'] ?? '';
  const tenant = isSlug(id) ? await context.tenancy.tenant(id) : undefined;
  if (tenant) return tenant;
  throw notFound('tenant', id, 'List the tenants to see their names');
}

/** @throws DomainError `notFound`, telling whether the tenant or the directory is the one missing. */
export async function directoryOf(call: AdminCall): Promise<Directory> {
  const { id } = await tenantOf(call);
  return await directoryNamed(call, id, call.params['directory'] ?? '');
}

/** @throws DomainError `notFound`. */
export async function directoryNamed(
  { context }: AdminCall,
  tenantId: string,
  id: string,
): Promise<Directory> {
  const directory = isSlug(id) ? await context.tenancy.directory(tenantId, id) : undefined;
  if (directory) return directory;
  throw notFound('directory', id, `List the directories of ${tenantId} to see their names`);
}

/**
 * The people that a directory sees, or those that all directories of the tenant share when none is named.
 *
 * @throws DomainError `notFound`.
 */
export async function scopeNamed(
  call: AdminCall,
  tenantId: string,
  name: string | undefined,
): Promise<Scope> {
  if (name === undefined) return sharedScope(tenantId);
  const { id, visibility } = await directoryNamed(call, tenantId, name);
  return { tenantId, directoryId: id, visibility };
}

/** Nothing but a slug reaches a key, or is repeated in an answer. */
function notFound(kind: string, id: string, advice: string): DomainError {
  const which = isSlug(id) ? `${kind} ${id}` : `${kind} of that name`;
  return new DomainError('notFound', `There is no ${which}. ${advice}.`);
}
