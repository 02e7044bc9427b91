import type { Author } from '#shared/events/envelope.ts';
import type { DepartureGuard } from '#shared/identity/departure.ts';
import type { IdentityStore } from '#shared/identity/identity-store.ts';
import type { KeptState } from '#shared/identity/lifecycle-state.ts';
import type { Scope } from '#shared/identity/scope.ts';
import { type Clock, MINUTE } from '#shared/kernel/clock.ts';
import type { RetryPolicy, Sleep } from '#shared/kernel/retry.ts';
import type { NewId } from '#shared/kernel/uuid-v7.ts';
import type { DateAttributes } from '#shared/scim/custom/declarations.ts';

/** What the use cases of this room stand on; one for the life of a process. */
export interface IdentityPorts {
  readonly store: IdentityStore;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly sleep: Sleep;
  readonly random: () => number;
}

/** On whose behalf a use case runs; one for each request. */
export interface Mandate extends Author {
  readonly scope: Scope;
  /** Settles when the credential was checked for this request; nothing is written before. */
  readonly confirmed: Promise<void>;
  /** Asked before a user leaves; absent where nobody counts. */
  readonly guard?: DepartureGuard;
  /** Of a directory: which attributes say when people join and leave. */
  readonly dates?: DateAttributes;
  /** Told with the moves of users from state to state. */
  readonly because?: Because;
  /** Of an undo: what a user's row said of the state that they come back to. */
  readonly restored?: KeptState | undefined;
}

/** The mandate of somebody of whom nothing is left to be checked. */
export function mandateFor(scope: Scope, by: Author): Mandate {
  return { scope, ...by, confirmed: Promise.resolve() };
}

export interface Because {
  /** In the words of whoever asks for it. */
  readonly reason?: string;
  /** Id of the rule, policy or plan that asks for it. */
  readonly rule?: string;
}

/**
 * For lost races. Twenty writers of one group need about twenty rounds in the worst case, so this gives up
 * only when a client would have given up too, and while API Gateway still waits for the answer (29 s): a table
 * that throttles for long makes each attempt a slow one.
 */
export const contention: RetryPolicy = {
  attempts: 60,
  firstWait: 20,
  longestWait: 400,
  within: 15_000,
};

/** How long the one who began has to settle what a commit left behind, in milliseconds. */
export const SETTLE_WITHIN = MINUTE;
