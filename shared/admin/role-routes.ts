import type { AdminCall, AdminRoute } from '#shared/admin/admin-context.ts';
import { readBody } from '#shared/admin/read-input.ts';
import { assignedRole, type RolesAnswer } from '#shared/admin/role-contract.ts';
import { mandateOf, scopeOf, userOf } from '#shared/admin/user-of-path.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import type { Scope } from '#shared/identity/scope.ts';
import { assignRole, unassignRole } from '#shared/sessions/roles/assign-role.ts';
import { rolesOf } from '#shared/sessions/roles/roles-of.ts';

const path = '/tenants/{tenant}/users/{id}/roles';

export const roleRoutes: readonly AdminRoute[] = [
  { method: 'GET', path, handle: explainRoles },
  { method: 'POST', path, handle: addRole },
  { method: 'DELETE', path: `${path}/{role}`, handle: removeRole },
];

async function explainRoles(call: AdminCall): Promise<Response> {
  const scope = await scopeOf(call);
  return await answerOf(call, scope, await userOf(call, scope));
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

async function answerOf(
  { context }: AdminCall,
  scope: Scope,
  user: ResourceRecord,
): Promise<Response> {
  const { identity, roles: rules, userTypes } = context;
  const { roles, why } = await rolesOf({ identity, rules, userTypes }, scope, user);
  const answer: RolesAnswer = { roles: [...roles], why: why.map((one) => ({ ...one })) };
  return Response.json(answer);
}
