import * as z from 'zod/mini';
import type { AdminCall, AdminRoute } from '#shared/admin/admin-context.ts';
import { RECEIPTS_PAGE } from '#shared/admin/offboarding-contract.ts';
import { readQuery } from '#shared/admin/read-input.ts';
import { scopeNamed, tenantOf } from '#shared/admin/subject-of-path.ts';
import { scopeQuery } from '#shared/admin/user-of-path.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { isId } from '#shared/kernel/uuid-v7.ts';

export const offboardingRoutes: readonly AdminRoute[] = [
  { method: 'GET', path: '/tenants/{tenant}/users/{id}/offboarding', handle: listReceipts },
];

const receiptsQuery = z.strictObject({
  ...scopeQuery.shape,
  before: z.optional(z.string().check(z.refine(isId, 'is not the id of a receipt'))),
});

/** The receipts of a user, who may be deleted since; the newest first. */
async function listReceipts(call: AdminCall): Promise<Response> {
  const { directory, before } = readQuery(call.url, receiptsQuery);
  const { id: tenantId } = await tenantOf(call);
  const scope = await scopeNamed(call, tenantId, directory);
  const id = call.params['id'] ?? '';
  const page = { limit: RECEIPTS_PAGE, before };
  const kept = isId(id) ? await call.context.receipts.receiptsOf(scope, id, page) : [];
  if (kept.length === 0 && before === undefined) {
    const detail = `${tenantId} has no receipt of a user of that id. Nothing of theirs has ended, or it has just begun.`;
    throw new DomainError('notFound', detail);
  }
  return Response.json({
    receipts: kept.map(({ receipt, jws }) => ({ receipt, jws })),
    next: kept.length < RECEIPTS_PAGE ? null : (kept.at(-1)?.receipt.id ?? null),
  });
}
