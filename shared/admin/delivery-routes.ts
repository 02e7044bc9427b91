import * as z from 'zod/mini';
import type { AdminCall, AdminRoute } from '#shared/admin/admin-context.ts';
import { readBody, readQuery, wholeNumber } from '#shared/admin/read-input.ts';
import { deliveryShown } from '#shared/admin/webhook-answers.ts';
import {
  type DeliveriesAnswer,
  type RepeatedAnswer,
  repetition,
} from '#shared/admin/webhook-contract.ts';
import { webhookOf } from '#shared/admin/webhook-of-path.ts';
import { BEGINNING, type FeedPlace } from '#shared/events/read-feed.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { recover, replayMissing, resend, sendTest } from '#shared/webhooks/send-again.ts';

const path = '/tenants/{tenant}/webhooks/{webhook}';
const EVENT_ID = /^[0-9a-f-]{36}\.\d{1,6}$/;
const MAX_PAGE = 100;

export const deliveryRoutes: readonly AdminRoute[] = [
  { method: 'POST', path: `${path}/test`, handle: testWebhook },
  { method: 'GET', path: `${path}/deliveries`, handle: listDeliveries },
  { method: 'POST', path: `${path}/deliveries/{event}/resend`, handle: resendDelivery },
  { method: 'POST', path: `${path}/recover`, handle: recoverDeliveries },
  { method: 'POST', path: `${path}/replay-missing`, handle: replayDeliveries },
];

const eventId = z.string().check(z.regex(EVENT_ID, 'is not an id of an event'));

const deliveriesQuery = z.strictObject({
  state: z.optional(z.enum(['pending', 'delivered', 'failed'])),
  before: z.optional(eventId),
  limit: z._default(wholeNumber, 20),
});

async function testWebhook(call: AdminCall): Promise<Response> {
  const endpoint = await webhookOf(call);
  if (endpoint.disabled) {
    throw new DomainError('conflict', 'The webhook is disabled. Enable it first.');
  }
  const { id } = await sendTest(call.context.webhooks, endpoint);
  return Response.json({ eventId: id }, { status: 202 });
}

/** Newest events first; with a state, a page may hold fewer than there is room for. */
async function listDeliveries(call: AdminCall): Promise<Response> {
  const { state, before, limit } = readQuery(call.url, deliveriesQuery);
  const { tenantId, id } = await webhookOf(call);
  const { store } = call.context.webhooks;
  const size = Math.max(1, Math.min(MAX_PAGE, limit));
  const range = { limit: size, ...(before !== undefined && { before }) };
  const found = await store.deliveries(tenantId, id, range);
  const shown = found.filter((one) => state === undefined || one.state === state);
  const last = found.length === size ? found.at(-1)?.event.id : undefined;
  const answer: DeliveriesAnswer = { deliveries: shown.map(deliveryShown), next: last ?? null };
  return Response.json(answer);
}

async function resendDelivery(call: AdminCall): Promise<Response> {
  const endpoint = await webhookOf(call);
  const asked = eventId.safeParse(call.params['event']);
  if (!asked.success) throw new DomainError('notFound', 'This is not an id of an event.');
  const again = await resend(call.context.webhooks, endpoint, asked.data);
  return Response.json(deliveryShown(again), { status: 202 });
}

async function recoverDeliveries(call: AdminCall): Promise<Response> {
  const { since, next } = await readBody(call.request, repetition);
  const endpoint = await enabledWebhook(call);
  if (next !== undefined && !EVENT_ID.test(next)) throw wrongNext();
  const done = await recover(call.context.webhooks, endpoint, Date.parse(since), next);
  return Response.json(done satisfies RepeatedAnswer, { status: 202 });
}

async function replayDeliveries(call: AdminCall): Promise<Response> {
  const { since, next } = await readBody(call.request, repetition);
  const endpoint = await enabledWebhook(call);
  const { webhooks, feed } = call.context;
  const from = next === undefined ? BEGINNING : placeOf(next);
  const done = await replayMissing({ ...webhooks, feed }, endpoint, Date.parse(since), from);
  const place = done.next && [done.next.sequence, done.next.record, done.next.event].join('.');
  const answer: RepeatedAnswer = { count: done.count, next: place };
  return Response.json(answer, { status: 202 });
}

async function enabledWebhook(call: AdminCall) {
  const endpoint = await webhookOf(call);
  if (!endpoint.disabled) return endpoint;
  throw new DomainError('conflict', 'The webhook is disabled. Enable it first.');
}

function placeOf(text: string): FeedPlace {
  const [sequence, record, event, ...rest] = text.split('.').map(Number);
  const isPlace = [sequence, record, event].every(Number.isSafeInteger) && rest.length === 0;
  if (!isPlace) throw wrongNext();
  return { sequence: sequence ?? 0, record: record ?? 0, event: event ?? 0 };
}

function wrongNext(): DomainError {
  return new DomainError('invalidValue', 'next: is not what the answer before said.');
}
