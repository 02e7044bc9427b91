import type { AdminCall, AdminRoute } from '#shared/admin/admin-context.ts';
import { type CreatedClientAnswer, newClient } from '#shared/admin/client-contract.ts';
import {
  addSecret,
  addTrust,
  removeTrust,
  revokeSecret,
} from '#shared/admin/client-credentials.ts';
import { clientAnswerOf, clientOf } from '#shared/admin/client-of-path.ts';
import { readBody } from '#shared/admin/read-input.ts';
import { directoryOf } from '#shared/admin/subject-of-path.ts';
import { DAY, isoTime } from '#shared/kernel/clock.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { MAX_CLIENTS, mintClientSecret, type OAuthClient } from '#shared/tenancy/oauth-client.ts';

const path = '/tenants/{tenant}/directories/{directory}/clients';
const client = `${path}/{client}`;

export const clientRoutes: readonly AdminRoute[] = [
  { method: 'POST', path, handle: createClient },
  { method: 'GET', path, handle: listClients },
  { method: 'GET', path: client, handle: showClient },
  { method: 'DELETE', path: client, handle: deleteClient },
  { method: 'POST', path: `${client}/secrets`, handle: addSecret },
  { method: 'DELETE', path: `${client}/secrets/{secret}`, handle: revokeSecret },
  { method: 'POST', path: `${client}/trusts`, handle: addTrust },
  { method: 'DELETE', path: `${client}/trusts/{trust}`, handle: removeTrust },
];

async function createClient(call: AdminCall): Promise<Response> {
  const { clock, newId, tenancy } = call.context;
  const asked = await readBody(call.request, newClient);
  const { scope, tokenMinutes, secretExpiresInDays, trust } = asked;
  const { tenantId, id: directoryId } = await directoryOf(call);
  // Two at once may both find room; the limit keeps lists short, and nothing depends on its letter.
  if ((await tenancy.clients(tenantId, directoryId)).length >= MAX_CLIENTS) {
    throw new DomainError('conflict', `${directoryId} has ${MAX_CLIENTS} clients already.`);
  }
  const now = clock.now();
  const createdAt = isoTime(now);
  const minted = trust ? undefined : await mintClientSecret();
  const expiresAt = isoTime(now + secretExpiresInDays * DAY);
  const record: OAuthClient = {
    id: newId(),
    tenantId,
    directoryId,
    scope,
    tokenMinutes,
    createdAt,
    secrets: minted ? [{ id: newId(), hash: minted.hash, createdAt, expiresAt }] : [],
    trusts: trust ? [{ ...trust, id: newId(), createdAt }] : [],
  };
  await tenancy.createClient(record);
  const clientSecret = minted?.clientSecret ?? null;
  const answer: CreatedClientAnswer = { ...clientAnswerOf(call, record), clientSecret };
  return Response.json(answer, { status: 201 });
}

async function listClients(call: AdminCall): Promise<Response> {
  const { tenantId, id } = await directoryOf(call);
  const clients = await call.context.tenancy.clients(tenantId, id);
  return Response.json({ clients: clients.map((known) => clientAnswerOf(call, known)) });
}

async function showClient(call: AdminCall): Promise<Response> {
  return Response.json(clientAnswerOf(call, await clientOf(call)));
}

async function deleteClient(call: AdminCall): Promise<Response> {
  await call.context.tenancy.removeClient(await clientOf(call));
  return new Response(null, { status: 204 });
}
