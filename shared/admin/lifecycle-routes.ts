import type { AdminCall, AdminRoute } from '#shared/admin/admin-context.ts';
import { byAdmin } from '#shared/admin/by-admin.ts';
import {
  approval,
  atTime,
  newHold,
  newPolicy,
  type PreviewAnswer,
  type RunAnswer,
  type UndoneAnswer,
  undoing,
} from '#shared/admin/lifecycle-contract.ts';
import { readBody } from '#shared/admin/read-input.ts';
import { scopeNamed, tenantOf } from '#shared/admin/subject-of-path.ts';
import { scopeOf } from '#shared/admin/user-of-path.ts';
import { mandateFor } from '#shared/identity/ports.ts';
import { isoTime } from '#shared/kernel/clock.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { approveRun, releaseStop } from '#shared/lifecycle/approve-run.ts';
import { changePolicy } from '#shared/lifecycle/change-policy.ts';
import { firePlanned } from '#shared/lifecycle/fire-planned.ts';
import { foreseePlanned } from '#shared/lifecycle/foresee-planned.ts';
import { createDepartureGuard } from '#shared/lifecycle/guard-departures.ts';
import { holdPerson } from '#shared/lifecycle/hold-person.ts';
import type { Policy } from '#shared/lifecycle/policy.ts';
import type { LifecyclePorts } from '#shared/lifecycle/ports.ts';
import { preview } from '#shared/lifecycle/preview.ts';
import type { Hold } from '#shared/lifecycle/progress.ts';
import { type Asked, type Outcome, sweepTenant } from '#shared/lifecycle/sweep-tenant.ts';
import { undoPerson } from '#shared/lifecycle/undo-person.ts';
import { undoRun } from '#shared/lifecycle/undo-run.ts';

const path = '/tenants/{tenant}/lifecycle';

/** Milliseconds of a request; what is left goes on with the next one, or with the sweep of the hour. */
const TIME = 15_000;

/** People of a plan that an answer shows, in parts of up to a hundred. */
const SHOWN_PARTS = 10;

export const lifecycleRoutes: readonly AdminRoute[] = [
  { method: 'PUT', path: `${path}/policy`, handle: setPolicy },
  { method: 'GET', path: `${path}/policy`, handle: showPolicy },
  { method: 'GET', path, handle: async (call) => shown(call, 'idle') },
  { method: 'POST', path: `${path}/preview`, handle: showPreview },
  { method: 'POST', path: `${path}/plan`, handle: (call) => carryOn(call, 'plan') },
  { method: 'POST', path: `${path}/run`, handle: (call) => carryOn(call, 'run') },
  { method: 'POST', path: `${path}/approve`, handle: approve },
  { method: 'POST', path: `${path}/release`, handle: release },
  { method: 'POST', path: `${path}/undo`, handle: undo },
  { method: 'PUT', path: '/tenants/{tenant}/users/{id}/hold', handle: hold },
  { method: 'DELETE', path: '/tenants/{tenant}/users/{id}/hold', handle: lift },
];

async function setPolicy(call: AdminCall): Promise<Response> {
  const document = await readBody(call.request, newPolicy);
  const { id } = await tenantOf(call);
  const { lifecycle } = call.context;
  return Response.json(await changePolicy(lifecycle, byAdmin(call.context), id, document));
}

async function showPolicy(call: AdminCall): Promise<Response> {
  return Response.json(await policyOf(call));
}

async function showPreview(call: AdminCall): Promise<Response> {
  const { now } = await readBody(call.request, atTime);
  const policy = await policyOf(call);
  const ports = clockSet(call, now);
  const tenantId = call.params['tenant'] ?? '';
  const { planned } = call.context;
  const dates = await foreseePlanned({ ...ports, planned }, tenantId, within(call));
  const found = await preview(ports, policy, tenantId, within(call), dates);
  const answer: PreviewAnswer = {
    ...found,
    people: [...found.people],
    excluded: [...found.excluded],
    dates: [...found.dates],
    stops: found.stops ? { ...found.stops } : null,
  };
  return Response.json(answer);
}

async function carryOn(call: AdminCall, begin: Asked['begin']): Promise<Response> {
  const { now } = await readBody(call.request, atTime);
  const { ports, datesKept, complete } = await arrivedAt(call, now);
  const tenantId = call.params['tenant'] ?? '';
  // Planned dates need no policy.
  const policy = await ports.lifecycle.policy(tenantId);
  if (!policy && begin === 'run' && now !== undefined) {
    return await shown(call, complete ? 'idle' : 'unfinished', datesKept);
  }
  const { mode } = policy ?? (await policyOf(call));
  if (mode === 'off') {
    throw new DomainError('conflict', 'The policy is off. Set one with mode approve or automatic.');
  }
  const outcome = await sweepTenant(ports, tenantId, within(call), { begin });
  return await shown(call, outcome, datesKept);
}

async function approve(call: AdminCall): Promise<Response> {
  const { plan: runId, hash, now } = await readBody(call.request, approval);
  const { id } = await tenantOf(call);
  const { ports, datesKept } = await arrivedAt(call, now);
  await approveRun(ports, byAdmin(call.context), id, { runId, hash });
  return await shown(call, 'idle', datesKept);
}

async function release(call: AdminCall): Promise<Response> {
  const { now } = await readBody(call.request, atTime);
  const { id } = await tenantOf(call);
  const { ports, datesKept } = await arrivedAt(call, now);
  await releaseStop(ports, byAdmin(call.context), id);
  return await shown(call, 'idle', datesKept);
}

async function undo(call: AdminCall): Promise<Response> {
  const { run, user, directory, next, now } = await readBody(call.request, undoing);
  const { undoDays } = await policyOf(call);
  const tenantId = call.params['tenant'] ?? '';
  const { ports } = await arrivedAt(call, now);
  const by = byAdmin(call.context);
  if ((run === undefined) === (user === undefined)) {
    throw new DomainError('invalidValue', 'Name either a run or a user.');
  }
  if (user !== undefined) {
    const scope = await scopeNamed(call, tenantId, directory);
    await undoPerson(ports, { mandate: mandateFor(scope, by), userId: user, undoDays });
    return Response.json({ restored: [user], left: [], next: null });
  }
  const undone = { tenantId, runId: run ?? '', undoDays, part: next };
  const found = await undoRun(ports, by, undone, within(call));
  const { restored, left } = found;
  const answer: UndoneAnswer = {
    restored: [...restored],
    left: [...left],
    next: found.next ?? null,
  };
  return Response.json(answer);
}

async function hold(call: AdminCall): Promise<Response> {
  const { reason } = await readBody(call.request, newHold);
  const since = isoTime(call.context.lifecycle.clock.now());
  return await held(call, { since, by: byAdmin(call.context).actor.id, reason });
}

async function lift(call: AdminCall): Promise<Response> {
  return await held(call, undefined);
}

async function held(call: AdminCall, wanted: Hold | undefined): Promise<Response> {
  const scope = await scopeOf(call);
  const id = call.params['id'] ?? '';
  const progress = await holdPerson(call.context.lifecycle, scope, id, wanted);
  return Response.json({ id, hold: progress.hold ?? null });
}

async function policyOf(call: AdminCall): Promise<Policy> {
  const { id } = await tenantOf(call);
  const policy = await call.context.lifecycle.lifecycle.policy(id);
  if (policy) return policy;
  throw new DomainError('notFound', `${id} has no lifecycle policy. Set one first.`);
}

async function shown(
  { context, params }: AdminCall,
  outcome: Outcome,
  datesKept = 0,
): Promise<Response> {
  const tenantId = params['tenant'] ?? '';
  const { lifecycle } = context.lifecycle;
  const { run, stop } = await lifecycle.sweep(tenantId);
  const numbers = Array.from({ length: Math.min(run?.parts ?? 0, SHOWN_PARTS) }, (_, n) => n);
  const parts = await Promise.all(
    numbers.map((number) => lifecycle.part(tenantId, run?.id ?? '', number)),
  );
  const people = parts.flat().map(([, id, stage]) => ({ id, stage }));
  const answer: RunAnswer = {
    outcome: stop ? 'stopped' : outcome,
    run: run ? { ...run, people } : null,
    stop: stop ? { ...stop } : null,
    datesKept,
  };
  return Response.json(answer);
}

/** On one's own machine a request may say what time it is. */
function clockSet({ context }: AdminCall, now: string | undefined): LifecyclePorts {
  const { lifecycle, settableClock } = context;
  if (now === undefined) return lifecycle;
  if (!settableClock) {
    throw new DomainError('invalidValue', 'now: the clock of this deployment cannot be set.');
  }
  const time = Date.parse(now);
  return { ...lifecycle, clock: { now: () => time } };
}

/** The same, once what the schedule of the minute would have done in the tenant by then is done. */
async function arrivedAt(call: AdminCall, now: string | undefined) {
  const ports = clockSet(call, now);
  if (now === undefined) return { ports, datesKept: 0, complete: true };
  const { id } = await tenantOf(call);
  const { planned, brakes } = call.context;
  const hasTime = within(call);
  const guardDepartures = createDepartureGuard({ ...ports, brakes, refused: () => undefined });
  const keeping = { ...ports, planned, guardDepartures };
  const { fired, failures } = await firePlanned(keeping, hasTime, id);
  for (const { cause } of failures) throw cause;
  return { ports, datesKept: fired, complete: hasTime() };
}

function within({ context }: AdminCall): () => boolean {
  const end = context.clock.now() + TIME;
  return () => context.clock.now() < end;
}
