import { expect, test } from 'vitest';
import { createLifecycleWorld } from './support/lifecycle-world.ts';
import { accountsOf, stepCounts, violationsIn } from './year/check-year.ts';
import { simulate } from './year/simulate.ts';

/** Another one plays another year; `npm run simulate` plays one of thousands of people. */
const seed = 2;

test(`year ${seed}: nobody is put out too soon, twice, or against an exclusion, and nobody is forgotten`, async () => {
  const world = await createLifecycleWorld();
  const year = await simulate(world, { people: 40, days: 364, every: 14, seed, faultRate: 0.05 });
  const accounts = await accountsOf(world, year);
  expect(violationsIn(year, accounts)).toEqual([]);
  // What never happened was never shown to be right.
  const { warned, ...removed } = stepCounts(accounts);
  expect(warned).toBeGreaterThan(8);
  expect(Math.min(...Object.values(removed))).toBeGreaterThan(0);
  expect(year.brakeStops).toBeGreaterThan(0);
  expect(year.releases.length).toBeGreaterThan(0);
  expect(year.crashes).toBeGreaterThan(5);
}, 120_000);
