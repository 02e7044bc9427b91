import type * as z from 'zod/mini';
import type { AdminCall, AdminRoute } from '#shared/admin/admin-context.ts';
import {
  changedDirectory,
  type DirectoryAnswer,
  newDirectory,
} from '#shared/admin/admin-contract.ts';
import { readBody } from '#shared/admin/read-input.ts';
import { directoryOf, tenantOf } from '#shared/admin/subject-of-path.ts';
import { isoTime } from '#shared/kernel/clock.ts';
import type { Directory } from '#shared/tenancy/tenant.ts';

const path = '/tenants/{tenant}/directories';

export const directoryRoutes: readonly AdminRoute[] = [
  { method: 'POST', path, handle: createDirectory },
  { method: 'GET', path, handle: listDirectories },
  { method: 'GET', path: `${path}/{directory}`, handle: showDirectory },
  { method: 'PATCH', path: `${path}/{directory}`, handle: changeDirectory },
];

async function createDirectory(call: AdminCall): Promise<Response> {
  const { clock, tenancy } = call.context;
  const { name, dialect, visibility, ...rate } = await readBody(call.request, newDirectory);
  const { id: tenantId } = await tenantOf(call);
  const createdAt = isoTime(clock.now());
  const directory = { tenantId, id: name, dialect, visibility, createdAt };
  await tenancy.createDirectory(directory);
  await changeRate(call, directory, rate);
  return Response.json(await answerOf(call, directory), { status: 201 });
}

async function listDirectories(call: AdminCall): Promise<Response> {
  const tenant = await tenantOf(call);
  const found = await call.context.tenancy.directories(tenant.id);
  const directories = await Promise.all(found.map((directory) => answerOf(call, directory)));
  return Response.json({ directories });
}

async function showDirectory(call: AdminCall): Promise<Response> {
  return Response.json(await answerOf(call, await directoryOf(call)));
}

async function changeDirectory(call: AdminCall): Promise<Response> {
  const rate = await readBody(call.request, changedDirectory);
  const directory = await directoryOf(call);
  await changeRate(call, directory, rate);
  return Response.json(await answerOf(call, directory));
}

async function changeRate(
  { context }: AdminCall,
  { tenantId, id }: Directory,
  { requestsPerSecond, burst }: z.output<typeof changedDirectory>,
): Promise<void> {
  if (requestsPerSecond === undefined && burst === undefined) return;
  const name = { tenantId, directoryId: id };
  const before = await context.tenancy.rateLimit(name);
  await context.tenancy.setRateLimit(name, {
    perSecond: requestsPerSecond ?? before.perSecond,
    burst: burst ?? before.burst,
  });
}

async function answerOf({ context }: AdminCall, directory: Directory): Promise<DirectoryAnswer> {
  const { tenantId, id, dialect, visibility, createdAt } = directory;
  const { scimBaseUrl, tenancy } = context;
  const { perSecond, burst } = await tenancy.rateLimit({ tenantId, directoryId: id });
  const rate = { requestsPerSecond: perSecond, burst };
  return { id, name: id, dialect, visibility, createdAt, scimBaseUrl, ...rate };
}
