import { type EventEnvelope, envelopesOf, type OutboxRecord } from '#shared/events/envelope.ts';
import type { Delivery } from '#shared/webhooks/delivery.ts';
import { type WebhookEndpoint, wants } from '#shared/webhooks/endpoint.ts';
import { MAX_ATTEMPTS } from '#shared/webhooks/retry-schedule.ts';
import { invented, lost } from '../../events/history/history.ts';

/** A message that an endpoint read, whatever it made of it. */
export interface Receipt {
  readonly endpointId: string;
  /** Of the `webhook-id` header. */
  readonly webhookId: string;
  readonly body: string;
  /** What it answered, if it did. */
  readonly status?: number;
}

/** A change of which its client was told that it was done. */
export interface Acknowledged {
  readonly subject: string;
  readonly version: number | 'deleted';
}

/** What was recorded of one run, from the first change until nothing moves any more. */
export interface ChainHistory {
  readonly acknowledged: readonly Acknowledged[];
  /** What the outbox holds in the end. */
  readonly committed: readonly OutboxRecord[];
  /** What the bus took, in that order, again and again. */
  readonly published: readonly EventEnvelope[];
  /** What endpoints read, in that order. */
  readonly receipts: readonly Receipt[];
  /** As they are in the end; all of them were there before the first change. */
  readonly endpoints: readonly WebhookEndpoint[];
  readonly deliveries: readonly Delivery[];
  /** How many processes ended before their time. */
  readonly crashes: number;
}

/** Everything in which a history breaks what Rollcall promises of webhooks; nothing when it keeps it. */
export function violationsIn(history: ChainHistory): string[] {
  const committed = history.committed.flatMap(envelopesOf);
  return [
    ...unrecorded(history),
    ...lost(committed, history.published),
    ...invented(committed, history.published),
    ...history.endpoints.flatMap((endpoint) => [
      ...forgotten(endpoint, committed, history),
      ...untrue(endpoint, history),
      ...unasked(endpoint, committed, history),
      ...(endpoint.ordered ? outOfOrder(endpoint, committed, history) : []),
    ]),
  ];
}

/** Of every change that a client was told of there is a record. */
function unrecorded({ acknowledged, committed }: ChainHistory): string[] {
  const known = new Set(
    committed.map(({ subject, version, happenings }) => {
      const isDeleted = happenings.some(({ type }) => type === 'user.deleted');
      return `${subject.id} ${isDeleted ? 'deleted' : version}`;
    }),
  );
  return acknowledged
    .map(({ subject, version }) => `${subject} ${version}`)
    .filter((change) => !known.has(change))
    .map((change) => `unrecorded: ${change}`);
}

/** Every event comes to an end at every endpoint that wants it, unless that was disabled before. */
function forgotten(
  endpoint: WebhookEndpoint,
  committed: readonly EventEnvelope[],
  { deliveries }: ChainHistory,
): string[] {
  const own = deliveriesTo(endpoint, deliveries);
  return committed
    .filter(({ type }) => wants(endpoint, type))
    .flatMap(({ id }) => {
      const state = own.get(id)?.state;
      if (state === undefined && endpoint.disabled) return [];
      return state === undefined || state === 'pending'
        ? [`${state ?? 'forgotten'} at ${endpoint.description}: ${id}`]
        : [];
    });
}

/** What the log says of a delivery is what the endpoint saw of it. */
function untrue(endpoint: WebhookEndpoint, { deliveries, receipts }: ChainHistory): string[] {
  const answered = (id: string, isMeant: (status: number) => boolean) =>
    receipts.some(
      ({ endpointId, webhookId, status = 0 }) =>
        endpointId === endpoint.id && webhookId === id && isMeant(status),
    );
  const isTrue = ({ event: { id }, state, reason, attempts, log }: Delivery): boolean => {
    if (state === 'pending') return true;
    if (state === 'delivered') return answered(id, isSuccess);
    if (reason === 'gone') return answered(id, (status) => status === 410);
    if (reason === 'disabled') return endpoint.disabled !== undefined;
    return attempts === MAX_ATTEMPTS && log.every(({ outcome }) => outcome !== 'success');
  };
  return [...deliveriesTo(endpoint, deliveries).values()]
    .filter((delivery) => !isTrue(delivery))
    .map(({ event, state, reason = '' }) => `not ${state} ${reason}: ${event.id}`);
}

/** An endpoint reads what was committed and what it asked for, unchanged, each under the one id that it has. */
function unasked(
  endpoint: WebhookEndpoint,
  committed: readonly EventEnvelope[],
  { receipts }: ChainHistory,
): string[] {
  const known = new Map(
    committed
      .filter(({ type }) => wants(endpoint, type))
      .map((event) => [event.id, JSON.stringify(event)]),
  );
  return receipts
    .filter(({ endpointId }) => endpointId === endpoint.id)
    .flatMap(({ webhookId, body }) => {
      const { data } = JSON.parse(body);
      if (known.get(data.id) !== JSON.stringify(data)) return [`unasked: ${data.id}`];
      return data.id === webhookId ? [] : [`renamed: ${data.id} to ${webhookId}`];
    });
}

/** Nothing is read before all that goes before it about the same identity was taken, or given up. */
function outOfOrder(
  endpoint: WebhookEndpoint,
  committed: readonly EventEnvelope[],
  { receipts, deliveries }: ChainHistory,
): string[] {
  const states = deliveriesTo(endpoint, deliveries);
  const wanted = committed
    .filter(({ id, type }) => wants(endpoint, type) && states.get(id)?.state === 'delivered')
    .toSorted(inOrder);
  const subjects = Map.groupBy(wanted, ({ subject }) => subject.id);
  const taken = new Set<string>();
  const problems: string[] = [];
  for (const { endpointId, webhookId, body, status = 0 } of receipts) {
    if (endpointId !== endpoint.id) continue;
    const own = subjects.get(JSON.parse(body).data.subject.id) ?? [];
    const before = own.slice(
      0,
      Math.max(
        0,
        own.findIndex(({ id }) => id === webhookId),
      ),
    );
    const missing = before.find(({ id }) => !taken.has(id));
    if (missing) problems.push(`out of order: ${webhookId} before ${missing.id}`);
    if (isSuccess(status)) taken.add(webhookId);
  }
  return problems;
}

function deliveriesTo({ id }: WebhookEndpoint, all: readonly Delivery[]): Map<string, Delivery> {
  return new Map(
    all.filter(({ endpointId }) => endpointId === id).map((one) => [one.event.id, one]),
  );
}

/** By version; the record of a deletion has that of the change before it, and is younger. */
function inOrder(one: EventEnvelope, other: EventEnvelope): number {
  const [[oneRecord = '', onePlace], [otherRecord = '', otherPlace]] = [
    one.id.split('.'),
    other.id.split('.'),
  ];
  if (one.version !== other.version) return one.version - other.version;
  if (oneRecord !== otherRecord) return oneRecord < otherRecord ? -1 : 1;
  return Number(onePlace) - Number(otherPlace);
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}
