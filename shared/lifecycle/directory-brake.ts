import type { Departure } from '#shared/identity/departure.ts';
import { DAY } from '#shared/kernel/clock.ts';
import { type BrakeSettings, DEFAULT_BRAKE, mostOf, percentOf } from '#shared/lifecycle/brake.ts';
import { countWithinDay, type HourlyCounts, withCount } from '#shared/lifecycle/hourly-counts.ts';

/** The brake of one directory, as it is kept: a few hundred bytes, replaced revision by revision. */
export interface DirectoryBrake {
  /** 0: never written. */
  readonly revision: number;
  /** Where they differ from {@link DEFAULT_BRAKE}. */
  readonly settings: Partial<BrakeSettings>;
  readonly left: HourlyCounts;
  /** Those of `left` who are deleted: they belong to the population that they left. */
  readonly deleted: HourlyCounts;
  /** Since when nobody leaves, and why. */
  readonly hold?: BrakeHold & { readonly at: string };
  readonly release?: Release;
}

export interface BrakeHold {
  /** Who left within 24 hours, how many more would have, of how many, and the share of both in per cent. */
  readonly left: number;
  readonly attempted: number;
  readonly population: number;
  readonly percent: number;
}

/** Whoever leaves under a release is not counted: somebody looked. */
export interface Release {
  /** Milliseconds. */
  readonly until: number;
  /** How many more; absent: all. */
  readonly more?: number;
}

export const untouchedBrake: DirectoryBrake = { revision: 0, settings: {}, left: [], deleted: [] };

/** For how long a release holds, in milliseconds. */
const RELEASED_FOR = DAY;

/** What was set, and the defaults of all else. */
export function settingsOf({ settings }: DirectoryBrake): BrakeSettings {
  return { ...DEFAULT_BRAKE, ...settings };
}

/** Those who are there and those who were within 24 hours: deletions must not make the rest a larger share. */
export function populationOf(brake: DirectoryBrake, present: number, now: number): number {
  return present + countWithinDay(brake.deleted, now);
}

/** How many may leave now. */
export function mayLeave(brake: DirectoryBrake, population: number, now: number): number {
  const most = mostOf(settingsOf(brake), population);
  if (most === Number.POSITIVE_INFINITY) return most;
  if (brake.hold) return 0;
  const release = releaseAt(brake, now);
  if (release && release.more === undefined) return Number.POSITIVE_INFINITY;
  return (release?.more ?? 0) + Math.max(0, most - countWithinDay(brake.left, now));
}

/** The brake after somebody left who was let go; the same one when nothing is counted of it. */
export function afterDeparture(
  brake: DirectoryBrake,
  { deleted }: Pick<Departure, 'deleted'>,
  population: number,
  now: number,
): DirectoryBrake {
  if (mostOf(settingsOf(brake), population) === Number.POSITIVE_INFINITY) return brake;
  const release = releaseAt(brake, now);
  if (release && release.more === undefined) return brake;
  const { release: _, ...rest } = brake;
  const next = { ...rest, revision: brake.revision + 1 };
  if (release?.more) return { ...next, release: { ...release, more: release.more - 1 } };
  return {
    ...next,
    left: withCount(brake.left, 1, now),
    deleted: deleted ? withCount(brake.deleted, 1, now) : brake.deleted,
  };
}

/** What is told of a hold that so many more departures bring about. @param now Milliseconds. */
export function holdOf(
  brake: DirectoryBrake,
  attempted: number,
  population: number,
  now: number,
): BrakeHold {
  const left = countWithinDay(brake.left, now);
  return { left, attempted, population, percent: percentOf(left + attempted, population) };
}

/** The brake as it holds from then on (ISO 8601); a release is over by it. */
export function heldBrake(brake: DirectoryBrake, hold: BrakeHold, at: string): DirectoryBrake {
  const { release: _, ...rest } = brake;
  return { ...rest, revision: brake.revision + 1, hold: { ...hold, at } };
}

/** @param more How many more may leave; all when it is absent. */
export function releasedBrake(
  brake: DirectoryBrake,
  more: number | undefined,
  now: number,
): DirectoryBrake & { readonly release: Release } {
  const { hold: _, ...rest } = brake;
  const release = { until: now + RELEASED_FOR, ...(more !== undefined && { more }) };
  return { ...rest, revision: brake.revision + 1, release };
}

function releaseAt({ release }: DirectoryBrake, now: number): Release | undefined {
  return release && now < release.until ? release : undefined;
}
