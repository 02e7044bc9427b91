import { REVOCATION_SECONDS, type Revocation } from '#shared/identity/revocation.ts';
import { type Clock, isoTime, MINUTE } from '#shared/kernel/clock.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';

/** What ended in a tenant during the last 15 minutes. */
export interface RevocationStore {
  /**
   * In order of time, those after a place: an ISO 8601 time, or a `next`. Sees every write before.
   *
   * @returns `next`, the place of the last one, if more follow.
   */
  revocations(
    tenantId: string,
    after: string,
    limit: number,
  ): Promise<{ readonly revocations: readonly Revocation[]; readonly next?: string }>;
}

/** What is asked of the list, as a query spells it. */
export interface RevocationQuery {
  /** ISO 8601: what was `asOf` in an earlier answer. */
  readonly since?: string | null;
  /** What was `next` in an earlier answer. */
  readonly after?: string | null;
}

/** What an app is told. */
export interface RevocationList {
  /** What was committed before this time, and is no older than 15 minutes or than what was asked for, is there. */
  readonly asOf: string;
  /** Access tokens of `sub` with a smaller `epoch` are over. */
  readonly subjects: readonly { readonly sub: string; readonly epoch: number }[];
  /** Access tokens with one of these as `sid` are over. */
  readonly sessions: readonly string[];
  /** Access tokens with one of these as `grant` are over. */
  readonly grants: readonly string[];
  readonly next: string | null;
}

/** Rows bear the time just before their commit: one that took this long is still found (milliseconds). */
const LONGEST_COMMIT = MINUTE;

const MAX_REVOCATIONS = 10_000;

const PLACE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z#[\w-]{1,64}$/;

/** @throws DomainError `invalidValue`. */
export async function listRevocations(
  { store, clock }: { readonly store: RevocationStore; readonly clock: Clock },
  tenantId: string,
  query: RevocationQuery,
): Promise<RevocationList> {
  const now = clock.now();
  const { revocations, next } = await store.revocations(
    tenantId,
    placeOf(query, now),
    MAX_REVOCATIONS,
  );
  const epochs = new Map<string, number>();
  const sessions = new Set<string>();
  const grants = new Set<string>();
  for (const one of revocations) {
    if ('sid' in one) sessions.add(one.sid);
    else if ('grant' in one) grants.add(one.grant);
    else epochs.set(one.sub, Math.max(one.epoch, epochs.get(one.sub) ?? 0));
  }
  return {
    asOf: isoTime(now),
    subjects: [...epochs].map(([sub, epoch]) => ({ sub, epoch })),
    sessions: [...sessions],
    grants: [...grants],
    next: next ?? null,
  };
}

function placeOf({ since, after }: RevocationQuery, now: number): string {
  if (typeof after === 'string') {
    if (PLACE.test(after)) return after;
    throw new DomainError('invalidValue', 'after: send the `next` of an answer as it is.');
  }
  const oldest = now - REVOCATION_SECONDS * 1_000;
  if (typeof since !== 'string') return isoTime(oldest);
  const time = Date.parse(since);
  if (!Number.isNaN(time)) return isoTime(Math.max(oldest, time - LONGEST_COMMIT));
  throw new DomainError('invalidValue', 'since: send the `asOf` of an answer as it is.');
}
