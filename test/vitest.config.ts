import { defineConfig } from 'vitest/config';
import { LongestFirst } from './support/longest-first.ts';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    // They need programs that npm does not install: npm run test:installed.
    exclude: ['test/installed/**'],
    globalSetup: ['test/support/dynamodb-local.ts'],
    pool: 'threads',
    maxWorkers: 2,
    // Files share what they import; none leaves anything behind in it.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // Against what hangs; a busy machine is no failure.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
