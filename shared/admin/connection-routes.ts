import type { AdminCall, AdminRoute } from '#shared/admin/admin-context.ts';
import {
  type ConnectionTestAnswer,
  clientSecret,
  connectionBody,
} from '#shared/admin/connection-contract.ts';
import { connectionOf, connectionShown } from '#shared/admin/connection-of-path.ts';
import { connectionPreviewRoute } from '#shared/admin/connection-preview.ts';
import { accepted, readBody } from '#shared/admin/read-input.ts';
import { tenantOf } from '#shared/admin/subject-of-path.ts';
import { createUserTypeOf } from '#shared/identity/conditions/user-types.ts';
import { isoTime } from '#shared/kernel/clock.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import {
  type Connection,
  type ConnectionSettings,
  callbackUrl,
  connectionSettings,
  secretOwner,
} from '#shared/sign-in/connection.ts';
import { requireSoundSettings } from '#shared/sign-in/jit/require-sound-settings.ts';
import { defaultsOf } from '#shared/sign-in/providers/providers.ts';
import {
  requireSoundConnection,
  requireSoundSecret,
} from '#shared/sign-in/require-sound-connection.ts';
import { testConnection } from '#shared/sign-in/test-connection.ts';
import { checkTarget } from '#shared/webhooks/target-url.ts';

const path = '/tenants/{tenant}/connections';
const one = `${path}/{connection}`;

export const connectionRoutes: readonly AdminRoute[] = [
  { method: 'POST', path, handle: createConnection },
  { method: 'GET', path, handle: listConnections },
  { method: 'GET', path: one, handle: showConnection },
  { method: 'PATCH', path: one, handle: updateConnection },
  { method: 'DELETE', path: one, handle: deleteConnection },
  { method: 'POST', path: `${one}/test`, handle: tryConnection },
  connectionPreviewRoute,
];

async function createConnection(call: AdminCall): Promise<Response> {
  const { connections, clock } = call.context;
  const { clientSecret: sent, ...body } = await readBody(call.request, connectionBody);
  const { id: tenantId } = await tenantOf(call);
  const secret = accepted('clientSecret', clientSecret, sent);
  const settings = await soundSettings(call, tenantId, { ...defaultsOf(body['kind']), ...body });
  const sealedSecret = await sealed(call, { ...settings, tenantId }, secret);
  const createdAt = isoTime(clock.now());
  const connection = { ...settings, tenantId, sealedSecret, createdAt, version: 1 };
  await connections.createConnection(connection);
  return Response.json(connectionShown(call, connection), { status: 201 });
}

async function listConnections(call: AdminCall): Promise<Response> {
  const connections = await call.context.connections.connections((await tenantOf(call)).id);
  return Response.json({ connections: connections.map((each) => connectionShown(call, each)) });
}

async function showConnection(call: AdminCall): Promise<Response> {
  return Response.json(connectionShown(call, await connectionOf(call)));
}

async function updateConnection(call: AdminCall): Promise<Response> {
  const { clientSecret: sent, ...body } = await readBody(call.request, connectionBody);
  const before = await connectionOf(call);
  const { tenantId, sealedSecret, createdAt, version, ...settings } = before;
  const asked = { ...settings, ...body, id: before.id, kind: before.kind };
  const after = await soundSettings(call, tenantId, asked);
  const secret = sent === undefined ? undefined : accepted('clientSecret', clientSecret, sent);
  const connection: Connection = {
    ...after,
    tenantId,
    createdAt,
    sealedSecret: secret === undefined ? sealedSecret : await sealed(call, before, secret),
    version: version + 1,
  };
  await call.context.connections.replaceConnection(connection);
  return Response.json(connectionShown(call, connection));
}

async function deleteConnection(call: AdminCall): Promise<Response> {
  await call.context.connections.deleteConnection(await connectionOf(call));
  return new Response(null, { status: 204 });
}

async function tryConnection(call: AdminCall): Promise<Response> {
  const { context } = call;
  const connection = await connectionOf(call);
  const checks = await testConnection(context.relyingParty, connection);
  const answer: ConnectionTestAnswer = {
    ok: checks.every(({ ok }) => ok),
    checks: [...checks],
    redirectUri: callbackUrl(context.rootUrl, connection),
  };
  return Response.json(answer);
}

/** @throws DomainError `invalidValue`, or `notFound` of a directory that is not there. */
async function soundSettings(
  { context }: AdminCall,
  tenantId: string,
  asked: Record<string, unknown>,
): Promise<ConnectionSettings> {
  const given = Object.entries(asked).filter(([, value]) => value !== null);
  const settings = accepted('body', connectionSettings, Object.fromEntries(given));
  requireSoundConnection(settings);
  requireSoundSettings(await createUserTypeOf(context.declarations)(tenantId), settings);
  const { endpoints, issuer, directory } = settings;
  const urls = [issuer.replace('{tenantid}', 'common'), ...Object.values(endpoints ?? {})];
  for (const url of urls) if (url !== undefined) checkTarget(url, context.webhooks.localTargets);
  if (directory !== undefined && !(await context.tenancy.directory(tenantId, directory))) {
    throw new DomainError('notFound', `${tenantId} has no directory ${directory}.`);
  }
  return settings;
}

async function sealed(
  { context }: AdminCall,
  connection: Pick<Connection, 'tenantId' | 'id' | 'clientAuthentication'>,
  secret: string,
): Promise<string> {
  await requireSoundSecret(connection, secret);
  return await context.webhooks.secretBox.seal(secretOwner(connection), secret);
}
