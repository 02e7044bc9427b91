import type { AdminCall, AdminRoute } from '#shared/admin/admin-context.ts';
import {
  type AppSecretAnswer,
  changedApp,
  newApp,
  secretRotation,
} from '#shared/admin/app-contract.ts';
import { appAnswerOf, appOf } from '#shared/admin/app-of-path.ts';
import { readBody } from '#shared/admin/read-input.ts';
import { tenantOf } from '#shared/admin/subject-of-path.ts';
import { HOUR, isoTime } from '#shared/kernel/clock.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { type App, MAX_APPS, mintAppSecret, withNewSecret } from '#shared/sessions/app.ts';

const path = '/tenants/{tenant}/apps';

export const appRoutes: readonly AdminRoute[] = [
  { method: 'POST', path, handle: createApp },
  { method: 'GET', path, handle: listApps },
  { method: 'GET', path: `${path}/{app}`, handle: showApp },
  { method: 'PATCH', path: `${path}/{app}`, handle: updateApp },
  { method: 'DELETE', path: `${path}/{app}`, handle: deleteApp },
  { method: 'POST', path: `${path}/{app}/secret`, handle: rotateSecret },
];

async function createApp(call: AdminCall): Promise<Response> {
  const { apps, clock, newId } = call.context;
  const { backchannelLogoutUri, initiateLoginUri, audience, ...asked } = await readBody(
    call.request,
    newApp,
  );
  const { id: tenantId } = await tenantOf(call);
  // Nobody reads more of them than this; whoever creates two at once may go one above.
  if ((await apps.apps(tenantId)).length >= MAX_APPS) {
    throw new DomainError('conflict', `${tenantId} has ${MAX_APPS} apps already.`);
  }
  const id = newId();
  const createdAt = isoTime(clock.now());
  const minted = asked.type === 'public' ? undefined : await mintAppSecret();
  const app: App = {
    ...asked,
    id,
    tenantId,
    audience: audience ?? `urn:rollcall:app:${id}`,
    ...(backchannelLogoutUri !== undefined && { backchannelLogoutUri }),
    ...(initiateLoginUri !== undefined && { initiateLoginUri }),
    secrets: minted ? [{ id: newId(), hash: minted.hash, createdAt }] : [],
    createdAt,
    version: 1,
  };
  await apps.createApp(app);
  return withSecret(call, app, minted?.clientSecret ?? null, 201);
}

async function listApps(call: AdminCall): Promise<Response> {
  const apps = await call.context.apps.apps((await tenantOf(call)).id);
  return Response.json({ apps: apps.map((app) => appAnswerOf(call, app)) });
}

async function showApp(call: AdminCall): Promise<Response> {
  return Response.json(appAnswerOf(call, await appOf(call)));
}

async function updateApp(call: AdminCall): Promise<Response> {
  const asked = await readBody(call.request, changedApp);
  const app = await appOf(call);
  const said = Object.entries({ ...app, ...asked }).filter(
    ([, value]) => value !== null && value !== undefined,
  );
  // Each member was checked on its own, and those that null takes away are the ones that may be missing.
  const after = { ...Object.fromEntries(said), version: app.version + 1 } as App;
  await call.context.apps.replaceApp(after);
  return Response.json(appAnswerOf(call, after));
}

async function deleteApp(call: AdminCall): Promise<Response> {
  await call.context.apps.deleteApp(await appOf(call));
  return new Response(null, { status: 204 });
}

async function rotateSecret(call: AdminCall): Promise<Response> {
  const { apps, clock, newId } = call.context;
  const { overlapHours } = await readBody(call.request, secretRotation);
  const app = await appOf(call);
  const now = clock.now();
  const { clientSecret, hash } = await mintAppSecret();
  const secret = { id: newId(), hash, createdAt: isoTime(now) };
  const rotated = withNewSecret(app, secret, isoTime(now + overlapHours * HOUR), now);
  const after = { ...rotated, version: app.version + 1 };
  await apps.replaceApp(after);
  return withSecret(call, after, clientSecret, 200);
}

function withSecret(
  call: AdminCall,
  app: App,
  clientSecret: string | null,
  status: number,
): Response {
  const answer: AppSecretAnswer = { ...appAnswerOf(call, app), clientSecret };
  return Response.json(answer, { status });
}
