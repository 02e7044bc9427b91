import type { AdminCall, AdminRoute } from '#shared/admin/admin-context.ts';
import { type DirectoryAnswer, newDirectory } from '#shared/admin/admin-contract.ts';
import { readBody } from '#shared/admin/read-input.ts';
import { directoryOf, tenantOf } from '#shared/admin/subject-of-path.ts';
import { isoTime } from '#shared/kernel/clock.ts';
import type { Directory } from '#shared/tenancy/tenant.ts';

const path = '/tenants/{tenant}/directories';

export const directoryRoutes: readonly AdminRoute[] = [
  { method: 'POST', path, handle: createDirectory },
  { method: 'GET', path, handle: listDirectories },
  { method: 'GET', path: `${path}/{directory}`, handle: showDirectory },
];

async function createDirectory(call: AdminCall): Promise<Response> {
  const { clock, tenancy } = call.context;
  const { name, ...settings } = await readBody(call.request, newDirectory);
  const { id: tenantId } = await tenantOf(call);
  const directory = { tenantId, id: name, ...settings, createdAt: isoTime(clock.now()) };
  await tenancy.createDirectory(directory);
  return Response.json(answerOf(call, directory), { status: 201 });
}

async function listDirectories(call: AdminCall): Promise<Response> {
  const tenant = await tenantOf(call);
  const directories = await call.context.tenancy.directories(tenant.id);
  return Response.json({ directories: directories.map((d) => answerOf(call, d)) });
}

async function showDirectory(call: AdminCall): Promise<Response> {
  return Response.json(answerOf(call, await directoryOf(call)));
}

function answerOf({ context }: AdminCall, directory: Directory): DirectoryAnswer {
  const { id, dialect, visibility, createdAt } = directory;
  return { id, name: id, dialect, visibility, createdAt, scimBaseUrl: context.scimBaseUrl };
}
