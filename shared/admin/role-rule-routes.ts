import type { AdminCall, AdminRoute } from '#shared/admin/admin-context.ts';
import { byAdmin } from '#shared/admin/by-admin.ts';
import { readBody } from '#shared/admin/read-input.ts';
import { newRoleRules } from '#shared/admin/role-contract.ts';
import { directoryNamed, tenantOf } from '#shared/admin/subject-of-path.ts';
import { changeRoleRules } from '#shared/sessions/roles/change-role-rules.ts';
import type { RoleRule } from '#shared/sessions/roles/role-rules.ts';

const path = '/tenants/{tenant}/roles';

export const roleRuleRoutes: readonly AdminRoute[] = [
  { method: 'GET', path, handle: showRules },
  { method: 'PUT', path, handle: putRules },
];

async function showRules(call: AdminCall): Promise<Response> {
  const { id } = await tenantOf(call);
  return Response.json(await call.context.roles.roleRules(id));
}

async function putRules(call: AdminCall): Promise<Response> {
  const { rules, version } = await readBody(call.request, newRoleRules);
  const { id: tenantId } = await tenantOf(call);
  for (const name of directoriesIn(rules)) await directoryNamed(call, tenantId, name);
  const { context } = call;
  const ports = { ...context, rules: context.roles };
  const mandate = { ...byAdmin(context), tenantId };
  return Response.json(await changeRoleRules(ports, mandate, rules, version));
}

function directoriesIn(rules: readonly RoleRule[]): Set<string> {
  const groups = rules.flatMap(({ when }) => when.group ?? []);
  return new Set(groups.flatMap((group) => ('directory' in group ? group.directory : [])));
}
