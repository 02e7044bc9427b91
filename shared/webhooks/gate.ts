import { DAY, MINUTE, SECOND } from '#shared/kernel/clock.ts';
import { FAILING_DAYS } from '#shared/webhooks/endpoint.ts';

/**
 * What is known of an endpoint's health and what is under way to it: who may try now, and who when. Times are
 * milliseconds since the epoch.
 */
export interface Gate {
  /** Attempts under way; a process that died gives its own back when they expire. */
  readonly leases: readonly Lease[];
  /** When the next attempt in line has its turn, so that rate and capacity are kept. */
  readonly nextTurn: number;
  /** What an attempt took, smoothed. */
  readonly typical: number;
  /** Failures in a row. */
  readonly failures: number;
  /** When the first of them was; 0 when there is none. */
  readonly failingSince: number;
  /** Until then nothing is sent, as the endpoint is down. */
  readonly downUntil: number;
  /** +1 for each change. */
  readonly revision: number;
}

export interface Lease {
  readonly id: string;
  readonly count: number;
  readonly until: number;
}

export interface Limits {
  readonly concurrency: number;
  readonly perSecond: number;
}

/** `turns` are of those that cannot go now. */
export interface Admission {
  readonly gate: Gate;
  readonly admitted: number;
  readonly turns: readonly number[];
}

export interface Result {
  readonly succeeded: boolean;
  readonly milliseconds: number;
}

export const openGate: Gate = {
  leases: [],
  nextTurn: 0,
  typical: 0,
  failures: 0,
  failingSince: 0,
  downUntil: 0,
  revision: 0,
};

/** Longer than any attempt takes. */
const LEASE = 30 * SECOND;

/** Milliseconds beyond which an endpoint is one to wait for. */
const SLOW = 3 * SECOND;

/** Failures in a row after which an endpoint counts as down. */
const DOWN_AFTER = 5;
const SHORTEST_DOWN = 5 * SECOND;
const LONGEST_DOWN = MINUTE;

/** Weight of the newest attempt in what is typical. */
const NEWEST = 0.2;

/** Whether nobody is to try at this moment: it was found out of order a moment ago. */
export function isDown({ downUntil }: Gate, now: number): boolean {
  return downUntil > now;
}

/** Whether attempts may hang or fail, so that others should not stand in the same line. */
export function isAiling({ failures, typical }: Gate): boolean {
  return failures > 0 || typical > SLOW;
}

/** Whether there was nothing but failures for so long that the endpoint is to be disabled. */
export function isHopeless({ failingSince }: Gate, now: number): boolean {
  return failingSince > 0 && now - failingSince >= FAILING_DAYS * DAY;
}

/**
 * Lets as many through as rate and concurrency allow, of a down endpoint that may be up again one to see. Each of
 * the others gets a turn of its own later, so that a long line forms once and does not jostle.
 *
 * @param punctual How many of the wanted come at the turn that they were given before.
 */
export function admit(
  gate: Gate,
  limits: Limits,
  { id, wanted, punctual }: { id: string; wanted: number; punctual: number },
  now: number,
): Admission {
  const leases = gate.leases.filter(({ until }) => until > now);
  const busy = leases.reduce((sum, { count }) => sum + count, 0);
  // One goes ahead where nothing is known yet, and where it was down.
  const most = gate.typical === 0 || gate.failures >= DOWN_AFTER ? 1 : limits.concurrency;
  const step = Math.max(SECOND / limits.perSecond, gate.typical / limits.concurrency);
  // A second's worth may come at once; a line that has formed is not overtaken.
  const inTime = Math.max(0, Math.floor((now - earliest(gate, now)) / step) + 1);
  const admitted = Math.max(0, Math.min(wanted, most - busy, punctual + inTime));
  const taken = Math.max(0, admitted - punctual);
  let nextTurn = earliest(gate, now) + taken * step;
  const turns = Array.from({ length: wanted - admitted }, () => {
    nextTurn = Math.max(nextTurn, now) + step;
    return Math.ceil(nextTurn);
  });
  const lease = { id, count: admitted, until: now + LEASE };
  return {
    gate: {
      ...gate,
      leases: admitted > 0 ? [...leases, lease] : leases,
      nextTurn,
      revision: gate.revision + 1,
    },
    admitted,
    turns,
  };
}

/** Takes back the lease, and learns from what came of the attempts. */
export function learn(gate: Gate, leaseId: string, results: readonly Result[], now: number): Gate {
  const leases = gate.leases.filter(({ id, until }) => id !== leaseId && until > now);
  const after = results.reduce((known, result) => learnOne(known, result, now), gate);
  return { ...after, leases, revision: gate.revision + 1 };
}

function learnOne(gate: Gate, { succeeded, milliseconds }: Result, now: number): Gate {
  const typical =
    gate.typical === 0 ? milliseconds : gate.typical * (1 - NEWEST) + milliseconds * NEWEST;
  if (succeeded) return { ...gate, typical, failures: 0, failingSince: 0, downUntil: 0 };
  const failures = gate.failures + 1;
  return {
    ...gate,
    typical,
    failures,
    failingSince: gate.failingSince || now,
    downUntil: failures < DOWN_AFTER ? 0 : now + pause(failures - DOWN_AFTER),
  };
}

function pause(round: number): number {
  return Math.min(LONGEST_DOWN, SHORTEST_DOWN * 2 ** Math.min(round, 10));
}

/** The turn that is free next, counting a second's worth of turns that nobody took. */
function earliest({ nextTurn }: Gate, now: number): number {
  return Math.max(nextTurn, now - SECOND);
}
