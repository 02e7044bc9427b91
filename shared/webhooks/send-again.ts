import { type FeedPlace, type FeedPorts, readFeed } from '#shared/events/read-feed.ts';
import { isoTime } from '#shared/kernel/clock.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import type { NewId } from '#shared/kernel/uuid-v7.ts';
import { conclude } from '#shared/webhooks/conclude.ts';
import { type DeliveredEvent, type Delivery, sentAgain } from '#shared/webhooks/delivery.ts';
import { beginDelivery } from '#shared/webhooks/dispatch-events.ts';
import { type WebhookEndpoint, wants } from '#shared/webhooks/endpoint.ts';
import type { QueueingPorts } from '#shared/webhooks/ports.ts';

/** Deliveries or events that one call looks at. */
const PAGE = 200;

/** How many were put into the queue, and where to go on; null when all were looked at. */
export interface Repeated<Next> {
  readonly count: number;
  readonly next: Next | null;
}

/**
 * Sends an event once more, whatever became of it.
 *
 * @throws DomainError `notFound` when it was never on its way to this endpoint, `conflict` while it is.
 */
export async function resend(
  ports: QueueingPorts,
  { tenantId, id, disabled }: WebhookEndpoint,
  eventId: string,
): Promise<Delivery> {
  if (disabled) throw new DomainError('conflict', 'The webhook is disabled. Enable it first.');
  const delivery = await ports.store.delivery({ tenantId, endpointId: id, eventId });
  if (!delivery) {
    throw new DomainError(
      'notFound',
      'This event was not sent to this webhook in the last 30 days.',
    );
  }
  if (delivery.state === 'pending') {
    throw new DomainError(
      'conflict',
      'This event is on its way still; it is tried again by itself.',
    );
  }
  const again = sentAgain(delivery, ports.clock.now());
  await conclude(ports, again);
  return again;
}

/** Sends once more what has failed of the events since a time (milliseconds since the epoch). */
export async function recover(
  ports: QueueingPorts,
  { tenantId, id }: WebhookEndpoint,
  since: number,
  before?: string,
): Promise<Repeated<string>> {
  const range = { since, limit: PAGE, ...(before !== undefined && { before }) };
  const found = await ports.store.deliveries(tenantId, id, range);
  const failed = found.filter(({ state }) => state === 'failed');
  await Promise.all(failed.map((one) => conclude(ports, sentAgain(one, ports.clock.now()))));
  const last = found.at(-1)?.event.id;
  return { count: failed.length, next: found.length === PAGE && last !== undefined ? last : null };
}

/** Sends what was published since a time, is wanted by the endpoint, and was never on its way there. */
export async function replayMissing(
  ports: QueueingPorts & { readonly feed: FeedPorts },
  endpoint: WebhookEndpoint,
  since: number,
  from: FeedPlace,
): Promise<Repeated<FeedPlace>> {
  const { tenantId, id: endpointId } = endpoint;
  const page = await readFeed(ports.feed, { tenantId, from, limit: PAGE });
  const wanted = page.events.filter(
    ({ type, time }) => wants(endpoint, type) && Date.parse(time) >= since,
  );
  const known = await Promise.all(
    wanted.map((event) => ports.store.delivery({ tenantId, endpointId, eventId: event.id })),
  );
  const missing = wanted.filter((_, index) => !known[index]);
  const messages = await Promise.all(missing.map((event) => beginDelivery(ports, endpoint, event)));
  await ports.queue.send(messages);
  return { count: missing.length, next: page.more ? page.next : null };
}

/** Sends an event that says nothing, to this endpoint alone. */
export async function sendTest(
  ports: QueueingPorts & { readonly newId: NewId; readonly wallClock: { now(): number } },
  endpoint: WebhookEndpoint,
): Promise<DeliveredEvent> {
  const event: DeliveredEvent = {
    specversion: '1.0',
    source: 'rollcall',
    type: 'webhook.test',
    dataschema: 'urn:rollcall:event:webhook.test:1',
    id: `${ports.newId()}.0`,
    time: isoTime(ports.wallClock.now()),
    tenant: endpoint.tenantId,
    subject: { type: 'Webhook', id: endpoint.id },
    version: endpoint.version,
    actor: { type: 'admin', id: 'operator' },
    cause: 'admin',
    requestId: `webhook-${endpoint.id}`,
    data: { message: 'This is a test.' },
  };
  await ports.queue.send([await beginDelivery(ports, endpoint, event)]);
  return event;
}
