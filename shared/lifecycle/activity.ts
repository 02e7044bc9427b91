import type { Scope } from '#shared/identity/scope.ts';
import { type Clock, DAY, HOUR } from '#shared/kernel/clock.ts';

/** What tells that somebody is still there, besides having been created or let in again. */
export type ActivityKind = 'sign-in' | 'token-refresh' | 'api-use';

/** When somebody was last seen, to the day. */
export interface Activity {
  /** When the first use of that day was noted (milliseconds). */
  readonly at: number;
  readonly kind: ActivityKind;
}

/** When anybody of a tenant was last seen, to the hour; milliseconds. */
export interface Feed {
  readonly newest: number;
  /** The one noted before it, the same for the first ever. */
  readonly previous: number;
}

/** Last activities, each in a row of its own beside what it is about. Reads see every earlier write. */
export interface ActivityStore {
  /** One conditional write without a read: nothing happens where the day, or a later one, is noted already. */
  note(scope: Scope, userId: string, activity: Activity): Promise<void>;
  /** The same for a tenant, once an hour. */
  noteFeed(tenantId: string, now: number): Promise<void>;
  /** Absent of whom was never seen. */
  activity(scope: Scope, userId: string): Promise<Activity | undefined>;
  /** Absent where nobody was ever seen. */
  feed(tenantId: string): Promise<Feed | undefined>;
}

/** To be awaited, as a process may stand still after its answer. Never rejects. */
export type NoteActivity = (scope: Scope, userId: string, kind: ActivityKind) => Promise<void>;

/** People and tenants whose day and hour a process remembers, so as not to write them again. */
const REMEMBERED = 10_000;

/**
 * Notes who was there, at most once a day for each person and once an hour for each tenant. What could not be
 * written is written with the next use: nobody's sign-in fails for it.
 */
export function createActivityNoter(store: ActivityStore, clock: Clock): NoteActivity {
  const days = new Map<string, number>();
  const hours = new Map<string, number>();

  async function once(
    remembered: Map<string, number>,
    name: string,
    period: number,
    write: () => Promise<void>,
  ): Promise<void> {
    if (remembered.get(name) === period) return;
    await write();
    remembered.delete(name);
    remembered.set(name, period);
    const [oldest] = remembered.keys();
    if (oldest !== undefined && remembered.size > REMEMBERED) remembered.delete(oldest);
  }

  return async (scope, userId, kind) => {
    const { tenantId } = scope;
    const now = clock.now();
    const person = `${tenantId}/${userId}`;
    await Promise.allSettled([
      once(days, person, dayOf(now), () => store.note(scope, userId, { at: now, kind })),
      once(hours, tenantId, hourOf(now), () => store.noteFeed(tenantId, now)),
    ]);
  };
}

/** Days since the epoch, in UTC. */
export function dayOf(milliseconds: number): number {
  return Math.floor(milliseconds / DAY);
}

/** Hours since the epoch. */
export function hourOf(milliseconds: number): number {
  return Math.floor(milliseconds / HOUR);
}
