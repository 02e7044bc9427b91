import fc from 'fast-check';
import { test } from 'vitest';
import { createWorld } from '../support/world.ts';
import { Play } from './model/play.ts';
import { opening, steps } from './model/steps.ts';

const RUNS = 8;

test('whatever four clients do, alone or at once, is answered, kept and told as in the model', async () => {
  const world = await createWorld();
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(steps, async (taken) => {
      runs += 1;
      const play = await Play.begin(world, `run-${runs}`);
      for (const step of [...opening, ...taken]) await play.take(step);
      await play.end();
    }),
    { numRuns: RUNS, interruptAfterTimeLimit: 100_000 },
  );
}, 120_000);
