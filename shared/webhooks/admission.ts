import type { WebhookEndpoint } from '#shared/webhooks/endpoint.ts';
import { type Admission, admit, type Gate, learn, type Result } from '#shared/webhooks/gate.ts';
import type { DeliveryPorts } from '#shared/webhooks/ports.ts';

/** Rounds of a race for one gate; it is only among processes that try the same endpoint. */
const ROUNDS = 12;
const LONGEST_WAIT = 40;

interface Wish {
  readonly id: string;
  readonly wanted: number;
  readonly punctual: number;
}

/**
 * Asks the endpoint's gate for attempts, on behalf of all processes.
 *
 * @param id Of the lease; {@link report} gives it back.
 */
export async function askGate(
  ports: DeliveryPorts,
  endpoint: WebhookEndpoint,
  wish: Wish,
): Promise<Admission> {
  const { clock } = ports;
  const asked = await change(ports, endpoint, (gate) => admit(gate, endpoint, wish, clock.now()));
  if (asked) return asked;
  // So many are trying that the endpoint is busy anyhow.
  const later = Array.from(
    { length: wish.wanted },
    (_, place) => clock.now() + 1_000 * (place + 1),
  );
  return {
    gate: await ports.store.gate(endpoint.tenantId, endpoint.id),
    admitted: 0,
    turns: later,
  };
}

/** Tells the gate what came of the attempts. Undefined when it could not be told; its lease then runs out. */
export async function report(
  ports: DeliveryPorts,
  endpoint: WebhookEndpoint,
  leaseId: string,
  results: readonly Result[],
): Promise<Gate | undefined> {
  const told = await change(ports, endpoint, (gate) => ({
    gate: learn(gate, leaseId, results, ports.clock.now()),
  }));
  return told?.gate;
}

async function change<Changed extends { readonly gate: Gate }>(
  { store, sleep, random }: DeliveryPorts,
  { tenantId, id }: WebhookEndpoint,
  step: (gate: Gate) => Changed,
): Promise<Changed | undefined> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const changed = step(await store.gate(tenantId, id));
    if (await store.replaceGate(tenantId, id, changed.gate)) return changed;
    await sleep(random() * LONGEST_WAIT);
  }
  return undefined;
}
