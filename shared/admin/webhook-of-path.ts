import type { AdminCall } from '#shared/admin/admin-context.ts';
import { tenantOf } from '#shared/admin/subject-of-path.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { isId } from '#shared/kernel/uuid-v7.ts';
import type { WebhookEndpoint } from '#shared/webhooks/endpoint.ts';

/** @throws DomainError `notFound`, telling whether the tenant or the webhook is the one missing. */
export async function webhookOf(call: AdminCall): Promise<WebhookEndpoint> {
  const { id: tenantId } = await tenantOf(call);
  const id = call.params['webhook'] ?? '';
  const { store } = call.context.webhooks;
  const endpoint = isId(id) ? await store.endpoint(tenantId, id) : undefined;
  if (endpoint) return endpoint;
  const detail = `${tenantId} has no webhook of this id. List its webhooks to see their ids.`;
  throw new DomainError('notFound', detail);
}
