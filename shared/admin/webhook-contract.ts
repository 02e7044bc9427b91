import * as z from 'zod/mini';
import { eventTypes } from '#shared/events/catalogue.ts';

// What goes to and fro about webhooks. As elsewhere: requests hold nothing else, answers may grow.

export const schemeName = z.enum(['v1', 'v1a']);

const number = (least: number, most: number) => z.int().check(z.minimum(least), z.maximum(most));

export const MAX_CONCURRENCY = 50;
export const MAX_PER_SECOND = 500;

export const newWebhook = z.strictObject({
  url: z.string(),
  /** All, unless some are named. */
  types: z.optional(z.array(z.enum(eventTypes)).check(z.minLength(1))),
  description: z._default(z.string().check(z.maxLength(256)), ''),
  scheme: z._default(schemeName, 'v1'),
  ordered: z._default(z.boolean(), false),
  concurrency: z._default(number(1, MAX_CONCURRENCY), 10),
  perSecond: z._default(number(1, MAX_PER_SECOND), 50),
});

export const MAX_OVERLAP_HOURS = 720;

export const rotation = z.strictObject({
  overlapHours: z._default(number(0, MAX_OVERLAP_HOURS), 24),
});

export const webhookAnswer = z.object({
  id: z.string(),
  url: z.string(),
  /** Null: all. */
  types: z.nullable(z.array(z.string())),
  description: z.string(),
  scheme: z.string(),
  ordered: z.boolean(),
  concurrency: z.number(),
  perSecond: z.number(),
  enabled: z.boolean(),
  /** Why and since when it is not; null when it is. */
  disabled: z.nullable(z.object({ at: z.string(), reason: z.string() })),
  keys: z.array(
    z.object({
      id: z.string(),
      createdAt: z.string(),
      expiresAt: z.nullable(z.string()),
      publicKey: z.optional(z.string()),
    }),
  ),
  createdAt: z.string(),
});
export const webhooksAnswer = z.object({ webhooks: z.array(webhookAnswer) });

/** The only answers that ever hold the secret: of v1 what signs and verifies, of v1a the public key. */
export const webhookSecretAnswer = z.extend(webhookAnswer, { secret: z.string() });

export const deliveryAnswer = z.object({
  eventId: z.string(),
  type: z.string(),
  time: z.string(),
  state: z.string(),
  /** Why nothing more is tried; null unless it failed. */
  reason: z.nullable(z.string()),
  attempts: z.number(),
  /** Null unless it is pending. */
  dueAt: z.nullable(z.string()),
  log: z.array(
    z.object({
      at: z.string(),
      outcome: z.string(),
      /** Null when there was no answer. */
      status: z.nullable(z.number()),
      milliseconds: z.number(),
      detail: z.string(),
    }),
  ),
});
export const deliveriesAnswer = z.object({
  deliveries: z.array(deliveryAnswer),
  /** What `before` takes for the next page; null at the end. */
  next: z.nullable(z.string()),
});

/** Since when, and where the answer before said to go on. */
export const repetition = z.strictObject({
  since: z.iso.datetime({ error: 'is no time such as 2026-03-02T09:00:00Z' }),
  next: z.optional(z.string().check(z.maxLength(200))),
});
export const repeatedAnswer = z.object({ count: z.number(), next: z.nullable(z.string()) });

export type WebhookAnswer = z.output<typeof webhookAnswer>;
export type WebhookSecretAnswer = z.output<typeof webhookSecretAnswer>;
export type DeliveryAnswer = z.output<typeof deliveryAnswer>;
export type DeliveriesAnswer = z.output<typeof deliveriesAnswer>;
export type RepeatedAnswer = z.output<typeof repeatedAnswer>;
