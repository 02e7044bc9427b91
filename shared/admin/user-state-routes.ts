import * as z from 'zod/mini';
import { adminActor } from '#shared/admin/admin-actor.ts';
import type { AdminCall, AdminRoute } from '#shared/admin/admin-context.ts';
import { readQuery } from '#shared/admin/read-input.ts';
import { scopeNamed, tenantOf } from '#shared/admin/subject-of-path.ts';
import { userShown } from '#shared/admin/user-routes.ts';
import type { IdentityPorts, Mandate } from '#shared/identity/ports.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { setState } from '#shared/identity/set-state.ts';
import { signOutEverywhere } from '#shared/identity/sign-out-everywhere.ts';

type UseCase = (ports: IdentityPorts, mandate: Mandate, id: string) => Promise<ResourceRecord>;

export const userStateRoutes: readonly AdminRoute[] = [
  changing('deactivate', (ports, mandate, id) => setState(ports, mandate, id, 'deactivated')),
  changing('reactivate', (ports, mandate, id) => setState(ports, mandate, id, 'active')),
  changing('sign-out', signOutEverywhere),
];

const stateQuery = z.strictObject({
  /** Named when it keeps its people to itself. */
  directory: z.optional(z.string()),
});

function changing(verb: string, useCase: UseCase): AdminRoute {
  async function handle(call: AdminCall): Promise<Response> {
    const { directory } = readQuery(call.url, stateQuery);
    const { id: tenantId } = await tenantOf(call);
    const mandate: Mandate = {
      scope: await scopeNamed(call, tenantId, directory),
      ...adminActor(call.context),
      confirmed: Promise.resolve(),
    };
    const ports = { ...call.context, store: call.context.identity };
    return Response.json(userShown(await useCase(ports, mandate, call.params['id'] ?? '')));
  }
  return { method: 'POST', path: `/tenants/{tenant}/users/{id}/${verb}`, handle };
}
