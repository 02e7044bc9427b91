import type { AdminCall } from '#shared/admin/admin-context.ts';
import type { ClientAnswer } from '#shared/admin/client-contract.ts';
import { directoryOf } from '#shared/admin/subject-of-path.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { isId } from '#shared/kernel/uuid-v7.ts';
import type { OAuthClient } from '#shared/tenancy/oauth-client.ts';

/** @throws DomainError `notFound`, telling whether tenant, directory or client is the one missing. */
export async function clientOf(call: AdminCall): Promise<OAuthClient> {
  const { tenantId, id: directoryId } = await directoryOf(call);
  const id = call.params['client'] ?? '';
  const name = { tenantId, directoryId, id };
  const client = isId(id) ? await call.context.tenancy.client(name) : undefined;
  if (client) return client;
  const detail = `The directory ${directoryId} of ${tenantId} has no such client. List its clients to see their ids.`;
  throw new DomainError('notFound', detail);
}

/** A client as it is shown: with everything but its secrets. */
export function clientAnswerOf({ context }: AdminCall, client: OAuthClient): ClientAnswer {
  const { tenantId, directoryId, id, scope, tokenMinutes, createdAt } = client;
  const now = context.clock.now();
  return {
    clientId: id,
    scope,
    tokenMinutes,
    createdAt,
    tokenUrl: `${context.rootUrl}/oauth2/${tenantId}/${directoryId}/token`,
    scimBaseUrl: context.scimBaseUrl,
    secrets: client.secrets.map(({ hash: _, ...secret }) => ({
      ...secret,
      live: Date.parse(secret.expiresAt) > now,
    })),
    trusts: client.trusts.map((trust) => ({ ...trust, jwksUri: trust.jwksUri ?? null })),
  };
}
