import type { AdminCall, AdminRoute } from '#shared/admin/admin-context.ts';
import {
  type IssuedTokenAnswer,
  newToken,
  type TokenAnswer,
} from '#shared/admin/admin-contract.ts';
import { readBody } from '#shared/admin/read-input.ts';
import { directoryOf } from '#shared/admin/subject-of-path.ts';
import { DAY, isoTime } from '#shared/kernel/clock.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { isId } from '#shared/kernel/uuid-v7.ts';
import { isLive, mintToken, type TokenRecord } from '#shared/tenancy/token.ts';

const path = '/tenants/{tenant}/directories/{directory}/tokens';

export const tokenRoutes: readonly AdminRoute[] = [
  { method: 'POST', path, handle: issueToken },
  { method: 'GET', path, handle: listTokens },
  { method: 'DELETE', path: `${path}/{token}`, handle: revokeToken },
];

async function issueToken(call: AdminCall): Promise<Response> {
  const { clock, newId, scimBaseUrl, tenancy } = call.context;
  const { expiresInDays, scope } = await readBody(call.request, newToken);
  const { tenantId, id: directoryId, dialect, visibility } = await directoryOf(call);
  const id = newId();
  const now = clock.now();
  const { token, secretHash } = await mintToken(id);
  const record: TokenRecord = {
    id,
    tenantId,
    directoryId,
    dialect,
    visibility,
    scope,
    secretHash,
    createdAt: isoTime(now),
    expiresAt: isoTime(now + expiresInDays * DAY),
  };
  await tenancy.addToken(record, now);
  const answer: IssuedTokenAnswer = { ...answerOf(record, now), token, scimBaseUrl };
  return Response.json(answer, { status: 201 });
}

async function listTokens(call: AdminCall): Promise<Response> {
  const { tenantId, id } = await directoryOf(call);
  const { clock, tenancy } = call.context;
  const tokens = await tenancy.tokens(tenantId, id);
  const now = clock.now();
  return Response.json({ tokens: tokens.map((token) => answerOf(token, now)) });
}

async function revokeToken(call: AdminCall): Promise<Response> {
  const { tenantId, id } = await directoryOf(call);
  const token = call.params['token'] ?? '';
  const removed = isId(token) && (await call.context.tenancy.removeToken(tenantId, id, token));
  if (removed) return new Response(null, { status: 204 });
  throw new DomainError('notFound', `The directory ${id} of ${tenantId} has no such token.`);
}

function answerOf(record: TokenRecord, now: number): TokenAnswer {
  const { id, scope, createdAt, expiresAt } = record;
  const lastUsedAt = record.lastUsedAt ?? null;
  return { id, scope, createdAt, expiresAt, live: isLive(record, now), lastUsedAt };
}
