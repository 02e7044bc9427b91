import { type Clock, isoTime } from '#shared/kernel/clock.ts';
import type { SecretBox, SecretOwner } from '#shared/kernel/secret-box.ts';
import type { NewId } from '#shared/kernel/uuid-v7.ts';
import {
  type EndpointKey,
  type Scheme,
  secretOwner,
  type WebhookEndpoint,
} from '#shared/webhooks/endpoint.ts';
import { newSigningKey } from '#shared/webhooks/signature.ts';
import type { WebhookStore } from '#shared/webhooks/webhook-store.ts';

/** What managing endpoints stands on. `wallClock` is the time of the rest of the world. */
export interface EndpointPorts {
  readonly store: WebhookStore;
  readonly secretBox: SecretBox;
  readonly newId: NewId;
  readonly wallClock: Clock;
}

/** What whoever makes an endpoint says of it. */
export type EndpointSettings = Pick<
  WebhookEndpoint,
  'tenantId' | 'url' | 'types' | 'description' | 'scheme' | 'ordered' | 'concurrency' | 'perSecond'
>;

/** `secret` is what the receiver checks signatures with; of v1 it is shown this once, of v1a it is public. */
export interface EndpointWithSecret {
  readonly endpoint: WebhookEndpoint;
  readonly secret: string;
}

/** @throws DomainError `conflict` when the tenant has too many. */
export async function createEndpoint(
  ports: EndpointPorts,
  settings: EndpointSettings,
): Promise<EndpointWithSecret> {
  const id = ports.newId();
  const owner = secretOwner({ tenantId: settings.tenantId, id });
  const { key, secret } = await newEndpointKey(ports, owner, settings.scheme);
  const now = isoTime(ports.wallClock.now());
  const endpoint = { ...settings, id, keys: [key], createdAt: now, enabledSince: now, version: 1 };
  await ports.store.createEndpoint(endpoint);
  return { endpoint, secret };
}

/** A key without an end; the secret leaves here sealed, and once open. */
export async function newEndpointKey(
  { secretBox, newId, wallClock }: EndpointPorts,
  owner: SecretOwner,
  scheme: Scheme,
): Promise<{ readonly key: EndpointKey; readonly secret: string }> {
  const { secret, publicKey } = await newSigningKey(scheme);
  const key = {
    id: newId(),
    sealedSecret: await secretBox.seal(owner, secret),
    ...(publicKey !== undefined && { publicKey }),
    createdAt: isoTime(wallClock.now()),
  };
  return { key, secret: publicKey ?? secret };
}
