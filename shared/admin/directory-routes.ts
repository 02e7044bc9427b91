import type * as z from 'zod/mini';
import type { AdminCall, AdminRoute } from '#shared/admin/admin-context.ts';
import {
  changedDirectory,
  type DirectoryAnswer,
  newDirectory,
} from '#shared/admin/admin-contract.ts';
import { declare, declaredBy } from '#shared/admin/declare.ts';
import { readBody } from '#shared/admin/read-input.ts';
import { directoryOf, tenantOf } from '#shared/admin/subject-of-path.ts';
import { isoTime } from '#shared/kernel/clock.ts';
import type { Declarations } from '#shared/scim/custom/declarations.ts';
import { declaredTypes } from '#shared/scim/custom/declared-types.ts';
import { type DateSettings, datesOf, withDates } from '#shared/scim/custom/directory-dates.ts';
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
  const body = await readBody(call.request, newDirectory);
  const { name, dialect, visibility, ...settings } = body;
  const { id: tenantId } = await tenantOf(call);
  const createdAt = isoTime(clock.now());
  const directory = { tenantId, id: name, dialect, visibility, createdAt };
  const dates = dateSettingsIn(settings);
  // Refused before there is anything, should they be wrong.
  if (dates)
    changedDates(directory, dates)((await declaredBy(call.context, tenantId)).declarations);
  await tenancy.createDirectory(directory);
  await change(call, directory, settings);
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
  const settings = await readBody(call.request, changedDirectory);
  const directory = await directoryOf(call);
  await change(call, directory, settings);
  return Response.json(await answerOf(call, directory));
}

type Settings = z.output<typeof changedDirectory>;

async function change(call: AdminCall, directory: Directory, settings: Settings): Promise<void> {
  const dates = dateSettingsIn(settings);
  if (dates) await declare(call.context, directory.tenantId, changedDates(directory, dates));
  await changeRate(call, directory, settings);
}

function dateSettingsIn({
  startsAtAttribute,
  endsAtAttribute,
}: Settings): DateSettings | undefined {
  if (startsAtAttribute === undefined && endsAtAttribute === undefined) return undefined;
  return {
    ...(startsAtAttribute !== undefined && { startsAtAttribute }),
    ...(endsAtAttribute !== undefined && { endsAtAttribute }),
  };
}

function changedDates({ id }: Directory, dates: DateSettings) {
  return (declarations: Declarations): Declarations => {
    const userType = declaredTypes(declarations).find(({ name }) => name === 'User');
    return userType ? withDates(declarations, userType, id, dates) : declarations;
  };
}

async function changeRate(
  { context }: AdminCall,
  { tenantId, id }: Directory,
  { requestsPerSecond, burst }: Settings,
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
  const [{ perSecond, burst }, { declarations }] = await Promise.all([
    tenancy.rateLimit({ tenantId, directoryId: id }),
    declaredBy(context, tenantId),
  ]);
  const rate = { requestsPerSecond: perSecond, burst };
  const dates = datesOf(declarations, id);
  return { id, name: id, dialect, visibility, createdAt, scimBaseUrl, ...rate, ...dates };
}
