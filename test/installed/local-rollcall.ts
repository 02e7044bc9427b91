import type { TestProject } from 'vitest/node';
import type { LocalFile } from '#infra/local/local-file.ts';
import { startLocalProcess } from '../support/local-process.ts';

declare module 'vitest' {
  interface ProvidedContext {
    local: LocalFile;
  }
}

/** One Rollcall for all of these tests, as `npm start` runs it. */
export async function setup(project: TestProject) {
  const { local, stop } = await startLocalProcess();
  project.provide('local', local);
  return stop;
}
