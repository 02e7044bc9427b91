import type { AdminCall, AdminRoute } from '#shared/admin/admin-context.ts';
import { type BrakeAnswer, changedBrake, newRelease } from '#shared/admin/brake-contract.ts';
import { byAdmin } from '#shared/admin/by-admin.ts';
import { readBody } from '#shared/admin/read-input.ts';
import { directoryOf } from '#shared/admin/subject-of-path.ts';
import { isoTime } from '#shared/kernel/clock.ts';
import { changeBrake, releaseBrake } from '#shared/lifecycle/change-brake.ts';
import { type DirectoryBrake, settingsOf } from '#shared/lifecycle/directory-brake.ts';
import { countWithinDay } from '#shared/lifecycle/hourly-counts.ts';
import type { DirectoryName } from '#shared/tenancy/rate-limit.ts';

const path = '/tenants/{tenant}/directories/{directory}/brake';

export const brakeRoutes: readonly AdminRoute[] = [
  { method: 'GET', path, handle: showBrake },
  { method: 'PATCH', path, handle: patchBrake },
  { method: 'POST', path: `${path}/release`, handle: release },
];

async function showBrake(call: AdminCall): Promise<Response> {
  const name = await nameOf(call);
  return answer(call, name, await call.context.brakes.brake(name));
}

async function patchBrake(call: AdminCall): Promise<Response> {
  const settings = await readBody(call.request, changedBrake);
  const name = await nameOf(call);
  return answer(call, name, await changeBrake(call.context, byAdmin(call.context), name, settings));
}

async function release(call: AdminCall): Promise<Response> {
  const { more } = await readBody(call.request, newRelease);
  const name = await nameOf(call);
  const by = byAdmin(call.context);
  return answer(call, name, await releaseBrake(call.context, by, name, more));
}

async function nameOf(call: AdminCall): Promise<DirectoryName> {
  const { tenantId, id } = await directoryOf(call);
  return { tenantId, directoryId: id };
}

function answer({ context }: AdminCall, name: DirectoryName, brake: DirectoryBrake): Response {
  const now = context.clock.now();
  const { hold, release: released } = brake;
  const stands = released && now < released.until;
  const shown: BrakeAnswer = {
    directory: name.directoryId,
    ...settingsOf(brake),
    left: countWithinDay(brake.left, now),
    held: hold ?? null,
    release: stands ? { until: isoTime(released.until), more: released.more ?? null } : null,
  };
  return Response.json(shown);
}
