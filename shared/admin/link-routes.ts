import * as z from 'zod/mini';
import { adminActor } from '#shared/admin/admin-actor.ts';
import type { AdminCall, AdminRoute } from '#shared/admin/admin-context.ts';
import type { LinksAnswer } from '#shared/admin/link-contract.ts';
import { readBody, readQuery } from '#shared/admin/read-input.ts';
import { scopeNamed, tenantOf } from '#shared/admin/subject-of-path.ts';
import { userShown } from '#shared/admin/user-routes.ts';
import type { IdentityPorts, Mandate } from '#shared/identity/ports.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { notFound } from '#shared/identity/update-resource.ts';
import { isId } from '#shared/kernel/uuid-v7.ts';
import { userType } from '#shared/scim/resource-types.ts';
import { inviteUser } from '#shared/sign-in/jit/invite-user.ts';
import { unlinkUser } from '#shared/sign-in/jit/unlink-user.ts';

export const linkRoutes: readonly AdminRoute[] = [
  { method: 'POST', path: '/tenants/{tenant}/invitations', handle: invite },
  { method: 'GET', path: '/tenants/{tenant}/users/{id}/links', handle: showLinks },
  { method: 'POST', path: '/tenants/{tenant}/users/{id}/unlink', handle: unlink },
];

const linkQuery = z.strictObject({
  /** Named when it keeps its people to itself. */
  directory: z.optional(z.string()),
});
const newInvitation = z.strictObject({ email: z.string().check(z.maxLength(254)) });
const identity = z.strictObject({
  issuer: z.string().check(z.maxLength(2_048)),
  subject: z.string().check(z.maxLength(2_048)),
});

async function invite(call: AdminCall): Promise<Response> {
  const { email } = await readBody(call.request, newInvitation);
  const [ports, mandate] = await changing(call);
  return Response.json(userShown(await inviteUser(ports, mandate, email)), { status: 201 });
}

async function showLinks(call: AdminCall): Promise<Response> {
  const [{ store }, { scope }] = await changing(call);
  const id = call.params['id'] ?? '';
  const user = isId(id) ? await store.resource(scope, 'User', id) : undefined;
  if (!user) throw notFound(userType, id);
  return Response.json(linksShown(user));
}

async function unlink(call: AdminCall): Promise<Response> {
  const named = await readBody(call.request, identity);
  const [ports, mandate] = await changing(call);
  const user = await unlinkUser(ports, mandate, call.params['id'] ?? '', named);
  return Response.json(linksShown(user));
}

async function changing(call: AdminCall): Promise<readonly [IdentityPorts, Mandate]> {
  const { directory } = readQuery(call.url, linkQuery);
  const { id: tenantId } = await tenantOf(call);
  const scope = await scopeNamed(call, tenantId, directory);
  const mandate = { scope, ...adminActor(call.context), confirmed: Promise.resolve() };
  return [{ ...call.context, store: call.context.identity }, mandate];
}

function linksShown({ links = [], drift = [], invitedUntil }: ResourceRecord): LinksAnswer {
  return {
    links: links.map(({ connectionId: connection, groups, ...link }) => {
      return { connection, ...link, ...(groups && { groups: [...groups] }) };
    }),
    drift: drift.map(({ connectionId: connection, ...rest }) => ({ connection, ...rest })),
    ...(invitedUntil !== undefined && { invitedUntil }),
  };
}
