import type { SecretOwner } from '#shared/kernel/secret-box.ts';

/** v1 is HMAC-SHA256 with a shared secret, v1a is ed25519 with a key pair (Standard Webhooks). */
export type Scheme = 'v1' | 'v1a';

/** Where the events of a tenant are sent, and how. Times are ISO 8601 in UTC. */
export interface WebhookEndpoint {
  readonly tenantId: string;
  readonly id: string;
  readonly url: string;
  /** Which events; without it all, those of later versions included. */
  readonly types?: readonly string[];
  readonly description: string;
  readonly scheme: Scheme;
  /** Whether an event waits until those before it about the same subject are settled. */
  readonly ordered: boolean;
  /** Attempts at once, at most. */
  readonly concurrency: number;
  /** Attempts in a second, at most. */
  readonly perSecond: number;
  /** Oldest first; every attempt is signed with each that is live. */
  readonly keys: readonly EndpointKey[];
  readonly createdAt: string;
  /** Since when it is enabled without interruption; the last time it was, when it is disabled. */
  readonly enabledSince: string;
  readonly disabled?: Disabled;
  /** +1 for each change. */
  readonly version: number;
}

/** A signing key; the secret itself is only there sealed. */
export interface EndpointKey {
  readonly id: string;
  readonly sealedSecret: string;
  /** Of a key pair, `whpk_...`. */
  readonly publicKey?: string;
  readonly createdAt: string;
  readonly expiresAt?: string;
}

/** Somebody said so, it answered 410, or it took nothing for {@link FAILING_DAYS} days. */
export type DisabledReason = 'operator' | 'gone' | 'failing';

export interface Disabled {
  readonly at: string;
  readonly reason: DisabledReason;
}

/** Endpoints that a tenant may have: each of its events is written once for each of them. */
export const MAX_ENDPOINTS = 50;

/** Days of nothing but failures after which an endpoint is disabled. */
export const FAILING_DAYS = 5;

/** Those that sign at a moment (milliseconds), the oldest first. */
export function liveKeys({ keys }: WebhookEndpoint, now: number): EndpointKey[] {
  return keys.filter(({ expiresAt }) => expiresAt === undefined || Date.parse(expiresAt) > now);
}

/** Its secrets are sealed for it alone. */
export function secretOwner({
  tenantId,
  id,
}: Pick<WebhookEndpoint, 'tenantId' | 'id'>): SecretOwner {
  return { tenantId, kind: 'webhook', id };
}

/** Whether it asked for events of this type. */
export function wants({ types }: WebhookEndpoint, type: string): boolean {
  return types === undefined || types.includes(type);
}
