import type { AdminCall } from '#shared/admin/admin-context.ts';
import { type IssuedSecretAnswer, newSecret, newTrust } from '#shared/admin/client-contract.ts';
import { clientAnswerOf, clientOf } from '#shared/admin/client-of-path.ts';
import { readBody } from '#shared/admin/read-input.ts';
import { DAY, isoTime } from '#shared/kernel/clock.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import {
  mintClientSecret,
  type OAuthClient,
  withSecret,
  withTrust,
} from '#shared/tenancy/oauth-client.ts';

export async function addSecret(call: AdminCall): Promise<Response> {
  const { clock, newId, tenancy } = call.context;
  const { expiresInDays } = await readBody(call.request, newSecret);
  const client = await clientOf(call);
  const now = clock.now();
  const { clientSecret, hash } = await mintClientSecret();
  const shown = {
    id: newId(),
    createdAt: isoTime(now),
    expiresAt: isoTime(now + expiresInDays * DAY),
  };
  await tenancy.replaceClient(client, withSecret(client, { ...shown, hash }, now));
  const answer: IssuedSecretAnswer = { ...shown, live: true, clientSecret };
  return Response.json(answer, { status: 201 });
}

export async function revokeSecret(call: AdminCall): Promise<Response> {
  return await takeAway(call, 'secret', (client, id) => ({
    ...client,
    secrets: client.secrets.filter((secret) => secret.id !== id),
  }));
}

export async function addTrust(call: AdminCall): Promise<Response> {
  const { clock, newId, tenancy } = call.context;
  const asked = await readBody(call.request, newTrust);
  const client = await clientOf(call);
  const after = withTrust(client, { ...asked, id: newId(), createdAt: isoTime(clock.now()) });
  await tenancy.replaceClient(client, after);
  return Response.json(clientAnswerOf(call, after), { status: 201 });
}

export async function removeTrust(call: AdminCall): Promise<Response> {
  return await takeAway(call, 'trust', (client, id) => ({
    ...client,
    trusts: client.trusts.filter((trust) => trust.id !== id),
  }));
}

/** With a secret or a trust go the access tokens that it was good for. */
async function takeAway(
  call: AdminCall,
  kind: 'secret' | 'trust',
  without: (client: OAuthClient, id: string) => OAuthClient,
): Promise<Response> {
  const client = await clientOf(call);
  const after = without(client, call.params[kind] ?? '');
  if (JSON.stringify(after) === JSON.stringify(client)) {
    throw new DomainError('notFound', `The client ${client.id} has no such ${kind}.`);
  }
  await call.context.tenancy.replaceClient(client, after);
  return new Response(null, { status: 204 });
}
