import type { AdminCall, AdminRoute } from '#shared/admin/admin-context.ts';
import { newTenant, type TenantAnswer } from '#shared/admin/admin-contract.ts';
import { readBody } from '#shared/admin/read-input.ts';
import { tenantOf } from '#shared/admin/subject-of-path.ts';
import { isoTime } from '#shared/kernel/clock.ts';
import type { Tenant } from '#shared/tenancy/tenant.ts';

export const tenantRoutes: readonly AdminRoute[] = [
  { method: 'POST', path: '/tenants', handle: createTenant },
  { method: 'GET', path: '/tenants', handle: listTenants },
  { method: 'GET', path: '/tenants/{tenant}', handle: showTenant },
];

async function createTenant({ request, context }: AdminCall): Promise<Response> {
  const { name } = await readBody(request, newTenant);
  const tenant = { id: name, createdAt: isoTime(context.clock.now()) };
  await context.tenancy.createTenant(tenant);
  return Response.json(answerOf(tenant), { status: 201 });
}

async function listTenants({ context }: AdminCall): Promise<Response> {
  return Response.json({ tenants: (await context.tenancy.tenants()).map(answerOf) });
}

async function showTenant(call: AdminCall): Promise<Response> {
  return Response.json(answerOf(await tenantOf(call)));
}

function answerOf({ id, createdAt }: Tenant): TenantAnswer {
  return { id, name: id, createdAt };
}
