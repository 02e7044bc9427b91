import * as z from 'zod/mini';
import type { AdminCall, AdminRoute } from '#shared/admin/admin-context.ts';
import type { LinksAnswer } from '#shared/admin/link-contract.ts';
import { readBody } from '#shared/admin/read-input.ts';
import { mandateOf, scopeOf, userOf } from '#shared/admin/user-of-path.ts';
import { userShown } from '#shared/admin/user-routes.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { inviteUser } from '#shared/sign-in/jit/invite-user.ts';
import { unlinkUser } from '#shared/sign-in/jit/unlink-user.ts';

export const linkRoutes: readonly AdminRoute[] = [
  { method: 'POST', path: '/tenants/{tenant}/invitations', handle: invite },
  { method: 'GET', path: '/tenants/{tenant}/users/{id}/links', handle: showLinks },
  { method: 'POST', path: '/tenants/{tenant}/users/{id}/unlink', handle: unlink },
];

const newInvitation = z.strictObject({ email: z.string().check(z.maxLength(254)) });
const identity = z.strictObject({
  issuer: z.string().check(z.maxLength(2_048)),
  subject: z.string().check(z.maxLength(2_048)),
});

async function invite(call: AdminCall): Promise<Response> {
  const { email } = await readBody(call.request, newInvitation);
  const mandate = await mandateOf(call);
  const ports = { ...call.context, store: call.context.identity };
  return Response.json(userShown(await inviteUser(ports, mandate, email)), { status: 201 });
}

async function showLinks(call: AdminCall): Promise<Response> {
  return Response.json(linksShown(await userOf(call, await scopeOf(call))));
}

async function unlink(call: AdminCall): Promise<Response> {
  const named = await readBody(call.request, identity);
  const mandate = await mandateOf(call);
  const ports = { ...call.context, store: call.context.identity };
  const user = await unlinkUser(ports, mandate, call.params['id'] ?? '', named);
  return Response.json(linksShown(user));
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
