import * as z from 'zod/mini';
import { adminActor } from '#shared/admin/admin-actor.ts';
import type { AdminCall, AdminRoute } from '#shared/admin/admin-context.ts';
import { readBody, readQuery } from '#shared/admin/read-input.ts';
import { assignedRole, type RolesAnswer } from '#shared/admin/role-contract.ts';
import { scopeNamed, tenantOf } from '#shared/admin/subject-of-path.ts';
import type { Mandate } from '#shared/identity/ports.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { notFound } from '#shared/identity/update-resource.ts';
import { isId } from '#shared/kernel/uuid-v7.ts';
import { userType } from '#shared/scim/resource-types.ts';
import { assignRole, unassignRole } from '#shared/sessions/roles/assign-role.ts';
import { rolesOf } from '#shared/sessions/roles/roles-of.ts';

const path = '/tenants/{tenant}/users/{id}/roles';

export const roleRoutes: readonly AdminRoute[] = [
  { method: 'GET', path, handle: explainRoles },
  { method: 'POST', path, handle: addRole },
  { method: 'DELETE', path: `${path}/{role}`, handle: removeRole },
];

const scopeQuery = z.strictObject({
  /** Named when it keeps its people to itself. */
  directory: z.optional(z.string()),
});

async function explainRoles(call: AdminCall): Promise<Response> {
  const { scope } = await mandateOf(call);
  const id = call.params['id'] ?? '';
  const user = isId(id)
    ? await call.context.identity.resource(scope, userType.name, id)
    : undefined;
  if (!user) throw notFound(userType, id.slice(0, 100));
  return await answerOf(call, scope, user);
}

async function addRole(call: AdminCall): Promise<Response> {
  const { role } = await readBody(call.request, assignedRole);
  const mandate = await mandateOf(call);
  const ports = { ...call.context, store: call.context.identity };
  const user = await assignRole(ports, mandate, call.params['id'] ?? '', role);
  return await answerOf(call, mandate.scope, user);
}

async function removeRole(call: AdminCall): Promise<Response> {
  const mandate = await mandateOf(call);
  const ports = { ...call.context, store: call.context.identity };
  await unassignRole(ports, mandate, call.params['id'] ?? '', call.params['role'] ?? '');
  return new Response(null, { status: 204 });
}

async function mandateOf(call: AdminCall): Promise<Mandate> {
  const { directory } = readQuery(call.url, scopeQuery);
  const { id: tenantId } = await tenantOf(call);
  const scope = await scopeNamed(call, tenantId, directory);
  return { scope, ...adminActor(call.context), confirmed: Promise.resolve() };
}

async function answerOf(
  { context }: AdminCall,
  scope: Mandate['scope'],
  user: ResourceRecord,
): Promise<Response> {
  const { identity, roles: rules, userTypes } = context;
  const { roles, why } = await rolesOf({ identity, rules, userTypes }, scope, user);
  const answer: RolesAnswer = { roles: [...roles], why: why.map((one) => ({ ...one })) };
  return Response.json(answer);
}
