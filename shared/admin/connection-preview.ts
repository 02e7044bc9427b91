import * as z from 'zod/mini';
import type { AdminCall, AdminRoute } from '#shared/admin/admin-context.ts';
import type { ConnectionPreviewAnswer } from '#shared/admin/connection-contract.ts';
import { connectionOf } from '#shared/admin/connection-of-path.ts';
import { readBody } from '#shared/admin/read-input.ts';
import { createUserTypeOf } from '#shared/identity/conditions/user-types.ts';
import { linkEntry } from '#shared/identity/index-entries.ts';
import { isoTime } from '#shared/kernel/clock.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { claimMapping } from '#shared/sign-in/claim-mapping.ts';
import type { Connection } from '#shared/sign-in/connection.ts';
import type { Visitor } from '#shared/sign-in/jit/arrival.ts';
import { previewSignIn } from '#shared/sign-in/jit/preview-sign-in.ts';
import { requireSoundSettings } from '#shared/sign-in/jit/require-sound-settings.ts';
import { lastClaims } from '#shared/sign-in/last-claims.ts';
import { mandateOf } from '#shared/sign-in/mandate-of.ts';
import { providers } from '#shared/sign-in/providers/providers.ts';
import { identityOf } from '#shared/sign-in/relying-party/identity-of.ts';

export const connectionPreviewRoute: AdminRoute = {
  method: 'POST',
  path: '/tenants/{tenant}/connections/{connection}/preview',
  handle: preview,
};

/** A mapping to try in place of the one that the connection has. */
const trial = z.strictObject({ mapping: z.exactOptional(claimMapping) });

async function preview(call: AdminCall): Promise<Response> {
  const { context } = call;
  const connection = { ...(await connectionOf(call)), ...(await readBody(call.request, trial)) };
  const type = await createUserTypeOf(context.declarations)(connection.tenantId);
  requireSoundSettings(type, connection);
  const visitor = await lastVisitor(call, connection);
  const { scope } = visitor.mandate;
  const [id] = await context.identity.lookUp(scope, linkEntry(visitor.identity));
  const person = id === undefined ? undefined : await context.identity.resource(scope, 'User', id);
  const shown = previewSignIn(type, visitor, person, isoTime(context.clock.now()));
  const answer: ConnectionPreviewAnswer = { ...shown, ...(id !== undefined && { user: id }) };
  return Response.json(answer);
}

/** @throws DomainError `notFound`. */
async function lastVisitor({ context }: AdminCall, connection: Connection): Promise<Visitor> {
  const { connections, webhooks, clock, requestId } = context;
  const ports = { connections, secretBox: webhooks.secretBox, clock };
  const claims = await lastClaims(ports, connection);
  if (!claims) throw noClaims(connection);
  const person = providers[connection.kind].personOf(claims, connection);
  return {
    connection,
    identity: identityOf(connection, claims, person, clock.now()),
    mandate: await mandateOf(context, connection, requestId),
  };
}

function noClaims({ id, keepLastClaims }: Connection): DomainError {
  const advice = keepLastClaims
    ? 'They are there after the next sign-in, for 30 days.'
    : 'Set keepLastClaims, and sign in by it once.';
  return new DomainError('notFound', `No claims are kept of the connection ${id}. ${advice}`);
}
