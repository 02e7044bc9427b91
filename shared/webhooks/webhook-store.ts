import type { OutboxRecord } from '#shared/events/envelope.ts';
import type { Delivery } from '#shared/webhooks/delivery.ts';
import type { WebhookEndpoint } from '#shared/webhooks/endpoint.ts';
import type { Gate } from '#shared/webhooks/gate.ts';

export interface DeliveryId {
  readonly tenantId: string;
  readonly endpointId: string;
  /** That of its event. */
  readonly eventId: string;
}

/** Which part of an endpoint's deliveries, newest first. */
export interface DeliveryRange {
  /** Events after this time, in milliseconds since the epoch. */
  readonly since?: number;
  /** Events before this one. */
  readonly before?: string;
  readonly limit: number;
}

/** Endpoints, their health and their deliveries; every read but that of what is due sees every write before it. */
export interface WebhookStore {
  /** @throws DomainError `conflict` when the tenant has {@link MAX_ENDPOINTS} of them. */
  createEndpoint(endpoint: WebhookEndpoint): Promise<void>;
  endpoints(tenantId: string): Promise<WebhookEndpoint[]>;
  endpoint(tenantId: string, id: string): Promise<WebhookEndpoint | undefined>;
  /**
   * Replaces the version before this one, and commits the record of what happened in the same transaction.
   *
   * @throws DomainError `conflict` when it was changed or deleted meanwhile.
   */
  replaceEndpoint(endpoint: WebhookEndpoint, outbox?: OutboxRecord): Promise<void>;
  /** Deliveries stay until they expire. */
  deleteEndpoint(tenantId: string, id: string): Promise<void>;

  gate(tenantId: string, endpointId: string): Promise<Gate>;
  /** Replaces the revision before this one; false when it is another by now. */
  replaceGate(tenantId: string, endpointId: string, gate: Gate): Promise<boolean>;

  /** False when it is there already, whatever became of it. */
  addDelivery(delivery: Delivery): Promise<boolean>;
  delivery(id: DeliveryId): Promise<Delivery | undefined>;
  /** Replaces the revision before this one; false when it is another by now, or gone. */
  replaceDelivery(delivery: Delivery): Promise<boolean>;
  deliveries(tenantId: string, endpointId: string, range: DeliveryRange): Promise<Delivery[]>;
  /** Notes which event waits for a delivery, where the endpoint is ordered; that is one at a time. */
  noteWaiting(id: DeliveryId, waitingEventId: string): Promise<void>;
  waitingFor(id: DeliveryId): Promise<string | undefined>;
  /** Those whose `sweepAt` has come; what was written a moment ago may be missing, or no longer due. */
  dueDeliveries(now: number, limit: number): Promise<Delivery[]>;
}
