import type { ActionPorts } from '#shared/lifecycle/rules/perform-action.ts';
import { beginDelivery } from '#shared/webhooks/dispatch-events.ts';
import type { QueueingPorts } from '#shared/webhooks/ports.ts';

/** A delivery of the event like any other, by its id: however often it is begun, it is one. */
export function callWebhook(ports: QueueingPorts): ActionPorts['callWebhook'] {
  return async (endpointId, event) => {
    const endpoint = await ports.store.endpoint(event.tenant, endpointId);
    if (!endpoint || endpoint.disabled) return false;
    await ports.queue.send([await beginDelivery(ports, endpoint, event)]);
    return true;
  };
}
