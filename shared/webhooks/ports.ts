import type { Clock } from '#shared/kernel/clock.ts';
import type { OutgoingHttp } from '#shared/kernel/http/outgoing-http.ts';
import type { Sleep } from '#shared/kernel/retry.ts';
import type { SecretBox } from '#shared/kernel/secret-box.ts';
import type { NewId } from '#shared/kernel/uuid-v7.ts';
import type { DeliveredEvent } from '#shared/webhooks/delivery.ts';
import type { DeliveryQueue } from '#shared/webhooks/delivery-queue.ts';
import type { WebhookStore } from '#shared/webhooks/webhook-store.ts';

/** What goes into the queue, and who may say so. */
export interface QueueingPorts {
  readonly store: WebhookStore;
  readonly queue: DeliveryQueue;
  readonly clock: Clock;
}

/** What an attempt stands on; one for the life of a process. */
export interface DeliveryPorts extends QueueingPorts {
  readonly secretBox: SecretBox;
  readonly outgoingHttp: OutgoingHttp;
  readonly history: EventHistory;
  readonly newId: NewId;
  readonly sleep: Sleep;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** The time that the rest of the world has: what a signature is made at, and a receiver's dates are in. */
  readonly wallClock: Clock;
}

/** What happened before, from the outbox. */
export interface EventHistory {
  /** The last event before this one about the same subject that is `wanted`; undefined when there is none. */
  previous(
    event: DeliveredEvent,
    wanted: (type: string) => boolean,
  ): Promise<DeliveredEvent | undefined>;
}
