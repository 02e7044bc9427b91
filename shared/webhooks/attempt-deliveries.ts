import { askGate, report } from '#shared/webhooks/admission.ts';
import { attemptDelivery } from '#shared/webhooks/attempt-delivery.ts';
import { conclude } from '#shared/webhooks/conclude.ts';
import {
  type Attempt,
  abandoned,
  afterAttempt,
  type Delivery,
  postponed,
} from '#shared/webhooks/delivery.ts';
import type { AttemptMessage } from '#shared/webhooks/delivery-queue.ts';
import { disableEndpoint } from '#shared/webhooks/disable-endpoint.ts';
import type { WebhookEndpoint } from '#shared/webhooks/endpoint.ts';
import { type Gate, isAiling, isDown, isHopeless } from '#shared/webhooks/gate.ts';
import type { DeliveryPorts } from '#shared/webhooks/ports.ts';
import { isNext } from '#shared/webhooks/subject-order.ts';

interface Due {
  readonly message: AttemptMessage;
  readonly delivery: Delivery;
}

/**
 * Tries what messages to ONE endpoint ask for, as far as the endpoint may be tried now; the rest gets another time.
 *
 * @returns the reason when the endpoint was disabled by this.
 * @throws Error when a store or the queue failed: the messages have to come again.
 */
export async function attemptDeliveries(
  ports: DeliveryPorts,
  messages: readonly AttemptMessage[],
): Promise<'gone' | 'failing' | undefined> {
  const [first] = messages;
  if (!first) return undefined;
  const { tenantId, endpointId } = first;
  const [endpoint, gate, due] = await Promise.all([
    ports.store.endpoint(tenantId, endpointId),
    ports.store.gate(tenantId, endpointId),
    current(ports, messages),
  ]);
  const now = ports.clock.now();
  if (!endpoint || endpoint.disabled) {
    await each(due, ({ delivery }) => conclude(ports, abandoned(delivery, now)));
    return undefined;
  }
  const [healthy, others] = sorted(due, gate);
  if (others.length > 0) {
    await ports.queue.send(others.map(({ message }) => ({ ...message, lane: 'ailing' as const })));
  }
  const next = await nextOnes(ports, endpoint, healthy);
  if (isDown(gate, now)) {
    await each(next, ({ delivery }) => skip(ports, endpoint, delivery, gate));
    return undefined;
  }
  return await throughGate(ports, endpoint, next);
}

/** What the messages speak of, as far as it is still to be done: once each, however often it is asked for. */
async function current(
  { store }: DeliveryPorts,
  messages: readonly AttemptMessage[],
): Promise<Due[]> {
  const asked = new Map(messages.map((message) => [message.eventId, message]));
  const found = await Promise.all(
    [...asked.values()].map(async (message) => ({
      message,
      delivery: await store.delivery(message),
    })),
  );
  return found.flatMap(({ message, delivery }) =>
    delivery?.state === 'pending' && delivery.attempts === message.attempts
      ? [{ message, delivery }]
      : [],
  );
}

/** Nothing that may hang is tried in the line of the healthy. */
function sorted(due: readonly Due[], gate: Gate): [Due[], Due[]] {
  const isElsewhere = ({ message }: Due) => message.lane === 'steady' && isAiling(gate);
  return [due.filter((one) => !isElsewhere(one)), due.filter(isElsewhere)];
}

/** A try that is known to fail is spared, and counts: its times are those of one that failed. */
async function skip(
  ports: DeliveryPorts,
  { ordered }: WebhookEndpoint,
  delivery: Delivery,
  gate: Gate,
): Promise<void> {
  const seconds = Math.ceil((gate.downUntil - ports.clock.now()) / 1_000);
  const detail = `The endpoint failed ${gate.failures} times in a row; it is tried again in ${seconds} s.`;
  const attempt: Attempt = { at: ports.clock.now(), outcome: 'skipped', milliseconds: 0, detail };
  await conclude(ports, afterAttempt(delivery, attempt, chances(ports)), { ordered });
}

/** What waits for another event spends none of its own attempts meanwhile, though the endpoint is down. */
async function nextOnes(
  ports: DeliveryPorts,
  endpoint: WebhookEndpoint,
  due: readonly Due[],
): Promise<readonly Due[]> {
  if (!endpoint.ordered) return due;
  const next = await Promise.all(due.map(({ delivery }) => isNext(ports, endpoint, delivery)));
  return due.filter((_, index) => next[index]);
}

async function throughGate(
  ports: DeliveryPorts,
  endpoint: WebhookEndpoint,
  due: readonly Due[],
): Promise<'gone' | 'failing' | undefined> {
  if (due.length === 0) return undefined;
  // Who comes at its turn goes first.
  const line = due.toSorted((a, b) => Number(b.message.punctual) - Number(a.message.punctual));
  const punctual = line.filter(({ message }) => message.punctual).length;
  const id = ports.newId();
  const { admitted, turns } = await askGate(ports, endpoint, { id, wanted: line.length, punctual });
  const going = line.slice(0, admitted);
  const [results] = await Promise.all([
    attemptAll(ports, endpoint, going),
    each(line.slice(admitted), ({ message, delivery }, index) => {
      const now = ports.clock.now();
      const later = postponed(delivery, turns[index] ?? now, now, ports.queue.reach);
      return conclude(ports, later, { lane: message.lane, punctual: true });
    }),
  ]);
  return going.length === 0 ? undefined : await judge(ports, endpoint, id, results);
}

/** @throws Error when one of them could not be tried or kept, after the gate was told of the others. */
async function attemptAll(
  ports: DeliveryPorts,
  endpoint: WebhookEndpoint,
  going: readonly Due[],
): Promise<PromiseSettledResult<Attempt>[]> {
  return await Promise.allSettled(
    going.map(async ({ delivery }) => {
      const attempt = await attemptDelivery(ports, endpoint, delivery);
      const { ordered } = endpoint;
      const lane = attempt.outcome === 'success' ? 'steady' : 'ailing';
      await conclude(ports, afterAttempt(delivery, attempt, chances(ports)), { ordered, lane });
      return attempt;
    }),
  );
}

async function judge(
  ports: DeliveryPorts,
  endpoint: WebhookEndpoint,
  leaseId: string,
  settled: readonly PromiseSettledResult<Attempt>[],
): Promise<'gone' | 'failing' | undefined> {
  const attempts = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const results = attempts.map(({ outcome, milliseconds }) => ({
    succeeded: outcome === 'success',
    milliseconds,
  }));
  const gate = await report(ports, endpoint, leaseId, results);
  const failed = settled.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
  const isGone = attempts.some(({ outcome }) => outcome === 'gone');
  const isFailing = gate !== undefined && isHopeless(gate, ports.clock.now());
  const reason = isGone ? 'gone' : isFailing ? 'failing' : undefined;
  return reason && (await disableEndpoint(ports, endpoint, reason)) ? reason : undefined;
}

async function each<One>(
  all: readonly One[],
  act: (one: One, index: number) => Promise<void>,
): Promise<void> {
  await Promise.all(all.map(act));
}

function chances({ random, queue }: DeliveryPorts) {
  return { random: random(), reach: queue.reach };
}
