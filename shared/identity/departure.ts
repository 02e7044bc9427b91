import type { Author } from '#shared/events/envelope.ts';
import type { Change } from '#shared/identity/identity-store.ts';
import type { Mandate } from '#shared/identity/ports.ts';
import { isActive } from '#shared/identity/user-state.ts';
import type { DirectoryName } from '#shared/tenancy/rate-limit.ts';

/** A user who may come in no more, or is no more. */
export interface Departure {
  readonly userId: string;
  readonly deleted: boolean;
}

/** What is counted of those who leave by a directory; committed with the departure that it counts, or not at all. */
export interface DepartureCount {
  readonly directory: DirectoryName;
  /** One above that of the count that this one replaces. */
  readonly revision: number;
  /** Of the count; means nothing but to whoever counts. */
  readonly text: string;
}

/** Stands where people leave, so that not too many of them do. */
export interface DepartureGuard {
  /**
   * Whether so many may leave together; nothing is counted.
   *
   * @param most That many at most.
   * @param exactly How many; asked when it matters.
   * @throws DomainError `held`.
   */
  foresee(most: number, exactly: () => Promise<number>): Promise<void>;
  /**
   * Judges one departure, each time that it is attempted.
   *
   * @returns nothing when nobody counts.
   * @throws DomainError `held`; LostRace.
   */
  admit(departure: Departure): Promise<DepartureCount | undefined>;
}

/** Who wants somebody to leave. */
export type Provisioner = Author & Pick<Mandate, 'scope'>;

export type GuardDepartures = (provisioner: Provisioner) => DepartureGuard;

/** The change with what has to go along if it is a departure. To be asked when the credential was confirmed. */
export async function guarded({ guard }: Mandate, change: Change): Promise<Change> {
  const departure = guard && departureIn(change);
  const departures = departure && (await guard.admit(departure));
  return departures ? { ...change, departures } : change;
}

function departureIn({ before, after }: Change): Departure | undefined {
  if (before?.type !== 'User') return undefined;
  if (!after) return { userId: before.id, deleted: true };
  const leaves = isActive(before.attributes) && !isActive(after.attributes);
  return leaves ? { userId: before.id, deleted: false } : undefined;
}
