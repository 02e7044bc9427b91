import {
  type OutgoingFailure,
  OutgoingHttpError,
  type OutgoingRequest,
  type OutgoingResponse,
} from '#shared/kernel/http/outgoing-http.ts';
import type { Receipt } from './chain-history.ts';
import type { Reception } from './plan.ts';
import type { Processes } from './processes.ts';
import type { InTurn } from './turns.ts';

interface World {
  readonly clock: { offset: number; now(): number };
  readonly processes: Processes;
  readonly inTurn: InTurn;
  readonly reception: () => Reception | undefined;
}

/** What an endpoint answers when nothing is in the way; nothing when nobody listens. */
export type Temper = (made: number) => number | undefined;

/** An attempt gives up after this (milliseconds); see `attempt-delivery.ts`. */
const PATIENCE = 15_000;

/** Endpoints behind the port for outgoing HTTP, each at an address of its own, with what they read. */
export function createReceivers({ clock, processes, inTurn, reception }: World) {
  const receipts: Receipt[] = [];
  const tempers = new Map<string, { readonly endpointId: string; readonly temper: Temper }>();

  async function attempt(url: string, request: OutgoingRequest): Promise<OutgoingResponse> {
    processes.live();
    const at = tempers.get(url);
    if (!at) throw new Error(`Nobody was ever told of ${url}.`);
    const fault = reception();
    if (fault === 'crashBefore') throw processes.crash();
    const made = receipts.filter(({ endpointId }) => endpointId === at.endpointId).length;
    const meant = at.temper(made);
    const failure = unsent.get(fault);
    if (failure || meant === undefined) {
      throw new OutgoingHttpError(failure ?? 'connect', 'Nobody was reached.');
    }
    const webhookId = request.headers?.['webhook-id'] ?? '';
    const read = { endpointId: at.endpointId, webhookId, body: String(request.body) };
    return answer(read, fault, meant);
  }

  function answer(read: Receipt, fault: Reception | undefined, meant: number): OutgoingResponse {
    if (fault === 'hangs') {
      receipts.push(read);
      clock.offset += PATIENCE;
      throw new OutgoingHttpError('timeout', 'It took too long.');
    }
    const status = statuses.get(fault) ?? meant;
    receipts.push({ ...read, status });
    if (fault === 'crashAfter') throw processes.crash();
    const headers = { ...(status === 429 && { 'retry-after': '90' }) };
    return { status, headers, body: new Uint8Array() };
  }

  return {
    receipts,
    outgoingHttp: (url: string, request: OutgoingRequest) => inTurn(() => attempt(url, request)),
    /** Lets an endpoint answer at its address. */
    listen: (url: string, endpointId: string, temper: Temper) => {
      tempers.set(url, { endpointId, temper });
    },
  };
}

const unsent = new Map<Reception | undefined, OutgoingFailure>([
  ['dns', 'dns'],
  ['refusedAddress', 'refusedAddress'],
  ['connect', 'connect'],
]);

const statuses = new Map<Reception | undefined, number>([
  ['error', 500],
  ['busy', 429],
]);
