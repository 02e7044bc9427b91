import type { AdminCall, AdminRoute } from '#shared/admin/admin-context.ts';
import { byAdmin } from '#shared/admin/by-admin.ts';
import { claimedDomain, type DomainAnswer } from '#shared/admin/domain-contract.ts';
import { readBody } from '#shared/admin/read-input.ts';
import { tenantOf } from '#shared/admin/subject-of-path.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { type Domain, proofOf, stateOf } from '#shared/sign-in/domains/domain.ts';
import { domainName, requireDomainName } from '#shared/sign-in/domains/domain-name.ts';
import {
  assignDomain,
  checkDomain,
  claimDomain,
  removeDomain,
} from '#shared/sign-in/domains/prove-domain.ts';

const path = '/tenants/{tenant}/domains';
const domain = `${path}/{domain}`;

export const domainRoutes: readonly AdminRoute[] = [
  { method: 'GET', path, handle: listDomains },
  { method: 'PUT', path: domain, handle: putDomain },
  { method: 'GET', path: domain, handle: showDomain },
  { method: 'POST', path: `${domain}/verify`, handle: verifyDomain },
  { method: 'DELETE', path: domain, handle: deleteDomain },
];

async function listDomains(call: AdminCall): Promise<Response> {
  const { id } = await tenantOf(call);
  const domains = await call.context.domains.domains(id);
  return Response.json({ domains: domains.map(answerOf) });
}

async function putDomain(call: AdminCall): Promise<Response> {
  const { connection, force } = await readBody(call.request, claimedDomain);
  const { id: tenantId } = await tenantOf(call);
  const name = requireDomainName(call.params['domain'] ?? '');
  const { context } = call;
  if (typeof connection === 'string') await requireConnection(call, tenantId, connection);
  const known = await context.domains.domain(tenantId, name);
  if (known) {
    const after = await assignDomain(context, byAdmin(context), known, connection);
    return Response.json(answerOf(after));
  }
  const assigned = typeof connection === 'string' && { connectionId: connection };
  const claimed = await claimDomain(context, byAdmin(context), {
    ...{ tenantId, name, force },
    ...assigned,
  });
  return Response.json(answerOf(claimed), { status: 201 });
}

async function showDomain(call: AdminCall): Promise<Response> {
  return Response.json(answerOf(await domainOf(call)));
}

/** @throws DomainError `conflict` while the record is not there, naming it. */
async function verifyDomain(call: AdminCall): Promise<Response> {
  const { context } = call;
  const before = await domainOf(call);
  const after = await checkDomain(context, byAdmin(context), before);
  if (stateOf(after) === 'verified' && after.missingSince === undefined) {
    return Response.json(answerOf(after));
  }
  const { name, value } = proofOf(after);
  throw new DomainError(
    'conflict',
    `DNS has no TXT record "${value}" at ${name}. Add it where ${after.name} is managed; it may take an hour to be seen.`,
  );
}

async function deleteDomain(call: AdminCall): Promise<Response> {
  const { context } = call;
  await removeDomain(context, byAdmin(context), await domainOf(call));
  return new Response(null, { status: 204 });
}

/** @throws DomainError `notFound`, telling whether the tenant or the domain is the one missing. */
async function domainOf(call: AdminCall): Promise<Domain> {
  const { id: tenantId } = await tenantOf(call);
  const name = domainName(call.params['domain'] ?? '');
  const found = name === undefined ? undefined : await call.context.domains.domain(tenantId, name);
  if (found) return found;
  const detail = `${tenantId} has no such domain. List its domains to see their names.`;
  throw new DomainError('notFound', detail);
}

async function requireConnection(call: AdminCall, tenantId: string, id: string): Promise<void> {
  if (await call.context.connections.connection({ tenantId, id })) return;
  const detail = `There is no connection ${id}. List the connections of ${tenantId} to see their names.`;
  throw new DomainError('notFound', detail);
}

function answerOf(claimed: Domain): DomainAnswer {
  const { name, createdAt, connectionId, verifiedAt, checkedAt, missingSince, lapsedAt } = claimed;
  return {
    name,
    state: stateOf(claimed),
    connection: connectionId ?? null,
    record: { type: 'TXT', ...proofOf(claimed) },
    createdAt,
    verifiedAt: verifiedAt ?? null,
    checkedAt: checkedAt ?? null,
    missingSince: missingSince ?? null,
    lapsedAt: lapsedAt ?? null,
  };
}
