import { defineConfig } from 'vitest/config';

/** Tests that need programs beside Node and Java; without them they fail, and say what to install. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/installed/**/*.test.ts'],
    globalSetup: ['test/installed/local-rollcall.ts'],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
