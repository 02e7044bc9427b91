import { OutgoingHttpError, type OutgoingResponse } from '#shared/kernel/http/outgoing-http.ts';
import type { Attempt, Delivery } from '#shared/webhooks/delivery.ts';
import { liveKeys, secretOwner, type WebhookEndpoint } from '#shared/webhooks/endpoint.ts';
import { payloadOf } from '#shared/webhooks/payload.ts';
import type { DeliveryPorts } from '#shared/webhooks/ports.ts';
import { EXCERPT_BYTES, redact } from '#shared/webhooks/redact.ts';
import { retryAfterOf } from '#shared/webhooks/retry-schedule.ts';
import { signatures } from '#shared/webhooks/signature.ts';

/** Milliseconds that an endpoint has to answer. */
const PATIENCE = 15_000;

/**
 * Sends one event once. The id stays the same for good; time and signatures are those of this attempt.
 *
 * @throws Error when a secret cannot be opened: that is no failure of the endpoint.
 */
export async function attemptDelivery(
  ports: DeliveryPorts,
  endpoint: WebhookEndpoint,
  { event }: Delivery,
): Promise<Attempt> {
  const { clock, wallClock, outgoingHttp } = ports;
  const body = payloadOf(event);
  const headers = await signedHeaders(ports, endpoint, event.id, body);
  const [at, started] = [clock.now(), wallClock.now()];
  const request = { method: 'POST', headers, body, timeout: PATIENCE } as const;
  try {
    const response = await outgoingHttp(endpoint.url, {
      ...request,
      maxBody: EXCERPT_BYTES,
      longBody: 'truncate',
    });
    const now = wallClock.now();
    return { at, milliseconds: now - started, ...judged(response, now) };
  } catch (error) {
    if (!(error instanceof OutgoingHttpError)) throw error;
    const detail = `${error.failure}: ${error.message}`;
    return { at, milliseconds: wallClock.now() - started, outcome: 'failure', detail };
  }
}

/** @throws Error when the endpoint has no live key. */
async function signedHeaders(
  { secretBox, wallClock }: DeliveryPorts,
  endpoint: WebhookEndpoint,
  id: string,
  body: string,
): Promise<Record<string, string>> {
  const owner = secretOwner(endpoint);
  const keys = liveKeys(endpoint, wallClock.now());
  if (keys.length === 0) throw new Error(`The endpoint ${endpoint.id} has no live key.`);
  const secrets = await Promise.all(keys.map((key) => secretBox.open(owner, key.sealedSecret)));
  const timestamp = Math.floor(wallClock.now() / 1_000);
  return {
    'content-type': 'application/json',
    'user-agent': 'Rollcall-Webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': await signatures(secrets, { id, timestamp, body }),
  };
}

/** Any 2xx is success; a redirect is not followed, and a failure like every other answer. */
function judged({ status, headers, body }: OutgoingResponse, now: number) {
  const answered = { status, detail: redact(body) };
  if (status >= 200 && status < 300) return { ...answered, outcome: 'success' as const };
  if (status === 410) return { ...answered, outcome: 'gone' as const };
  const retryAfter = retryAfterOf(headers['retry-after'], now);
  return { ...answered, outcome: 'failure' as const, ...(retryAfter > 0 && { retryAfter }) };
}
