import { isoTime } from '#shared/kernel/clock.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import {
  type EndpointPorts,
  type EndpointWithSecret,
  newEndpointKey,
} from '#shared/webhooks/create-endpoint.ts';
import { liveKeys, secretOwner, type WebhookEndpoint } from '#shared/webhooks/endpoint.ts';

/** Keys that may overlap. */
const MAX_LIVE_KEYS = 10;

/**
 * Gives an endpoint a new key. Those before it sign as well until the overlap is over, so that the receiver can
 * change when it suits.
 *
 * @param overlap Milliseconds; 0 ends the others at once.
 * @throws DomainError `conflict` when ten are live already, or the endpoint was changed meanwhile.
 */
export async function rotateKey(
  ports: EndpointPorts,
  endpoint: WebhookEndpoint,
  overlap: number,
): Promise<EndpointWithSecret> {
  const now = ports.wallClock.now();
  const live = overlap === 0 ? [] : liveKeys(endpoint, now);
  if (live.length >= MAX_LIVE_KEYS) {
    const detail = `This webhook has ${live.length} live keys. Wait until one expires, or rotate with no overlap.`;
    throw new DomainError('conflict', detail);
  }
  const until = isoTime(now + overlap);
  const expiring = live.map((key) => ({
    ...key,
    expiresAt: key.expiresAt !== undefined && key.expiresAt < until ? key.expiresAt : until,
  }));
  const owner = secretOwner(endpoint);
  const { key, secret } = await newEndpointKey(ports, owner, endpoint.scheme);
  const rotated = { ...endpoint, keys: [...expiring, key], version: endpoint.version + 1 };
  await ports.store.replaceEndpoint(rotated);
  return { endpoint: rotated, secret };
}

/** @throws DomainError `conflict` when the endpoint was changed meanwhile. */
export async function setEnabled(
  { store, wallClock }: EndpointPorts,
  endpoint: WebhookEndpoint,
  enabled: boolean,
): Promise<WebhookEndpoint> {
  if (enabled === (endpoint.disabled === undefined)) return endpoint;
  const { disabled: _, ...rest } = endpoint;
  const now = isoTime(wallClock.now());
  const version = endpoint.version + 1;
  const changed: WebhookEndpoint = enabled
    ? { ...rest, enabledSince: now, version }
    : { ...rest, disabled: { at: now, reason: 'operator' }, version };
  await store.replaceEndpoint(changed);
  if (enabled) await forgetFailures(store, endpoint);
  return changed;
}

/** What it failed before says nothing of what it is going to do; else the first failure would disable it again. */
async function forgetFailures(
  store: EndpointPorts['store'],
  endpoint: Pick<WebhookEndpoint, 'tenantId' | 'id'>,
): Promise<void> {
  const { tenantId, id } = endpoint;
  const gate = await store.gate(tenantId, id);
  if (gate.failures === 0) return;
  const revision = gate.revision + 1;
  const fresh = { ...gate, failures: 0, failingSince: 0, downUntil: 0, revision };
  if (!(await store.replaceGate(tenantId, id, fresh))) await forgetFailures(store, endpoint);
}
