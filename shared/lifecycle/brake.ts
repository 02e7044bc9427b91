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
