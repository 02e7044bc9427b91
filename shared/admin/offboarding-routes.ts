import * as z from 'zod/mini';
import type { AdminCall, AdminRoute } from '#shared/admin/admin-context.ts';
import { readQuery } from '#shared/admin/read-input.ts';
import { scopeNamed, tenantOf } from '#shared/admin/subject-of-path.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { isId } from '#shared/kernel/uuid-v7.ts';

export const offboardingRoutes: readonly AdminRoute[] = [
  { method: 'GET', path: '/tenants/{tenant}/users/{id}/offboarding', handle: listReceipts },
];

const receiptQuery = z.strictObject({
  /** Named when it keeps its people to itself. */
  directory: z.optional(z.string()),
});

/** The receipts of a user, who may be deleted since. */
async function listReceipts(call: AdminCall): Promise<Response> {
  const { directory } = readQuery(call.url, receiptQuery);
  const { id: tenantId } = await tenantOf(call);
  const scope = await scopeNamed(call, tenantId, directory);
  const id = call.params['id'] ?? '';
  const kept = isId(id) ? await call.context.receipts.receiptsOf(scope, id) : [];
  if (kept.length === 0) {
    const detail = `${tenantId} has no receipt of a user of that id. Nothing of theirs has ended, or it has just begun.`;
    throw new DomainError('notFound', detail);
  }
  return Response.json({ receipts: kept.map(({ receipt, jws }) => ({ receipt, jws })) });
}
