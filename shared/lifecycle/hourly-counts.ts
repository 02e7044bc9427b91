import { hourOf } from '#shared/lifecycle/activity.ts';

/** How many in which hours (since the epoch), the oldest first; hours in which there was nobody are not there. */
export type HourlyCounts = readonly (readonly [hour: number, count: number])[];

const HOURS = 24;

/** How many within the last 24 hours, and up to an hour before: a begun hour counts as a whole. */
export function countWithinDay(counts: HourlyCounts, now: number): number {
  return current(counts, now).reduce((sum, [, count]) => sum + count, 0);
}

/** With so many more at this moment, and without what is over; a clock that goes back adds to the newest hour. */
export function withCount(counts: HourlyCounts, count: number, now: number): HourlyCounts {
  const kept = current(counts, now);
  const [hour, before] = kept.at(-1) ?? [0, 0];
  const thisHour = Math.max(hour, hourOf(now));
  const others = hour === thisHour ? kept.slice(0, -1) : kept;
  return [...others, [thisHour, (hour === thisHour ? before : 0) + count]];
}

function current(counts: HourlyCounts, now: number): HourlyCounts {
  const oldest = hourOf(now) - HOURS;
  return counts.filter(([hour]) => hour >= oldest);
}
