/** How many may leave at once before a person has to look. */
export interface BrakeSettings {
  readonly mode: 'off' | 'hold';
  /** Of the population, within 24 hours. */
  readonly percent: number;
  /** Whatever the population, within 24 hours. */
  readonly count: number;
  /** A population of this size or less is not watched: there, one person is a large share. */
  readonly minimum: number;
}

/**
 * The share is that of Okta's import safeguard, the number that of Entra's accidental deletion prevention: whoever
 * knows one of them is not surprised here.
 */
export const DEFAULT_BRAKE: BrakeSettings = {
  mode: 'hold',
  percent: 20,
  count: 500,
  minimum: 100,
};

/** How many left in which hours (since the epoch), the oldest first; hours in which nobody did are not there. */
export type Departures = readonly (readonly [hour: number, count: number])[];

const HOUR = 3_600_000;
const HOURS = 24;

/** How many left within the last 24 hours, and up to an hour before: a begun hour counts as a whole. */
export function leftWithin(departures: Departures, now: number): number {
  return current(departures, now).reduce((sum, [, count]) => sum + count, 0);
}

/** With `count` more who leave now, and without what is over. */
export function withDepartures(departures: Departures, count: number, now: number): Departures {
  const kept = current(departures, now);
  const [hour, before] = kept.at(-1) ?? [0, 0];
  const thisHour = Math.max(hour, hourOf(now));
  const others = hour === thisHour ? kept.slice(0, -1) : kept;
  return [...others, [thisHour, (hour === thisHour ? before : 0) + count]];
}

function current(departures: Departures, now: number): Departures {
  const oldest = hourOf(now) - HOURS;
  return departures.filter(([hour]) => hour >= oldest);
}

function hourOf(now: number): number {
  return Math.floor(now / HOUR);
}

/** How many of a population may leave within 24 hours, or in one run. */
export function mostOf(settings: BrakeSettings, population: number): number {
  const { mode, percent, count, minimum } = settings;
  if (mode === 'off' || population <= minimum) return Number.POSITIVE_INFINITY;
  return Math.min(count, Math.floor((population * percent) / 100));
}

/** Of a hundred, rounded up to one decimal: what is over the limit shows as more than the limit. */
export function percentOf(count: number, population: number): number {
  return population > 0 ? Math.ceil((count * 1_000) / population) / 10 : 100;
}
