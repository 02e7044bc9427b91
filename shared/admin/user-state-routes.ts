import * as z from 'zod/mini';
import type { AdminCall, AdminRoute } from '#shared/admin/admin-context.ts';
import { text } from '#shared/admin/condition-contract.ts';
import { instant } from '#shared/admin/instant.ts';
import { readBody } from '#shared/admin/read-input.ts';
import { mandateOf } from '#shared/admin/user-of-path.ts';
import { userShown } from '#shared/admin/user-routes.ts';
import { type LifecycleState, MAX_REASON } from '#shared/identity/lifecycle-state.ts';
import type { Because, IdentityPorts, Mandate } from '#shared/identity/ports.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { setState } from '#shared/identity/set-state.ts';
import { signOutEverywhere } from '#shared/identity/sign-out-everywhere.ts';
import { planDates } from '#shared/lifecycle/plan-dates.ts';

type UseCase = (
  ports: IdentityPorts,
  mandate: Mandate,
  id: string,
  because: Because,
) => Promise<ResourceRecord>;

export const userStateRoutes: readonly AdminRoute[] = [
  moving('stage', 'staged'),
  moving('suspend', 'suspended'),
  moving('deactivate', 'deactivated'),
  moving('reactivate', 'active'),
  { method: 'POST', path: '/tenants/{tenant}/users/{id}/schedule', handle: schedule },
  changing('sign-out', signOutEverywhere),
];

/** In the words of an operator; anybody who reads the timeline or hears the event will read them. */
const newMove = z.strictObject({ reason: z.exactOptional(text(MAX_REASON)) });

function moving(verb: string, to: LifecycleState): AdminRoute {
  return changing(verb, (ports, mandate, id, because) => setState(ports, mandate, id, to, because));
}

function changing(verb: string, useCase: UseCase): AdminRoute {
  async function handle(call: AdminCall): Promise<Response> {
    const because = call.request.body === null ? {} : await readBody(call.request, newMove);
    const mandate = await mandateOf(call);
    const ports = { ...call.context, store: call.context.identity };
    const user = await useCase(ports, mandate, call.params['id'] ?? '', because);
    return Response.json(userShown(user));
  }
  return { method: 'POST', path: `/tenants/{tenant}/users/{id}/${verb}`, handle };
}

const time = z.nullable(instant('use ISO 8601, or null'));

/** What is left out stays, and null takes a date away. */
const newPlan = z.strictObject({
  joinsAt: z.exactOptional(time),
  leavesAt: z.exactOptional(time),
});

async function schedule(call: AdminCall): Promise<Response> {
  const { joinsAt, leavesAt } = await readBody(call.request, newPlan);
  const mandate = await mandateOf(call);
  const ports = { ...call.context, store: call.context.identity };
  const planning = {
    ...(joinsAt !== undefined && { joinsAt: millisecondsOf(joinsAt) }),
    ...(leavesAt !== undefined && { leavesAt: millisecondsOf(leavesAt) }),
  };
  return Response.json(
    userShown(await planDates(ports, mandate, call.params['id'] ?? '', planning)),
  );
}

function millisecondsOf(date: string | null): number | null {
  return date === null ? null : Date.parse(date);
}
