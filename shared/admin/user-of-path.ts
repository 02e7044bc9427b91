import * as z from 'zod/mini';
import type { AdminCall } from '#shared/admin/admin-context.ts';
import { byAdmin } from '#shared/admin/by-admin.ts';
import { readQuery } from '#shared/admin/read-input.ts';
import { scopeNamed, tenantOf } from '#shared/admin/subject-of-path.ts';
import { type Mandate, mandateFor } from '#shared/identity/ports.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import type { Scope } from '#shared/identity/scope.ts';
import { notFound } from '#shared/identity/update-resource.ts';
import { isId } from '#shared/kernel/uuid-v7.ts';
import { userType } from '#shared/scim/resource-types.ts';

/** What a query says of whose people are meant. */
export const scopeQuery = z.strictObject({
  /** Named when it keeps its people to itself. */
  directory: z.optional(z.string()),
});

/** Of an id that is none, as much as an answer repeats. */
const MAX_ECHO = 100;

/**
 * Among whom a request looks for a user: the people of the tenant in its path, or those of the `directory` in its query.
 * No other parameter is taken.
 *
 * @throws DomainError `notFound`, `invalidValue`.
 */
export async function scopeOf(call: AdminCall): Promise<Scope> {
  const { directory } = readQuery(call.url, scopeQuery);
  const { id: tenantId } = await tenantOf(call);
  return await scopeNamed(call, tenantId, directory);
}

/** The administrator as the one who changes a user there. @throws DomainError `notFound`, `invalidValue`. */
export async function mandateOf(call: AdminCall): Promise<Mandate> {
  return mandateFor(await scopeOf(call), byAdmin(call.context));
}

/** The user in the path, as they are now. @throws DomainError `notFound`. */
export async function userOf(
  { context, params }: AdminCall,
  scope: Scope,
): Promise<ResourceRecord> {
  const id = params['id'] ?? '';
  const user = isId(id) ? await context.identity.resource(scope, userType.name, id) : undefined;
  if (user) return user;
  throw notFound(userType, id.slice(0, MAX_ECHO));
}
