import { OutdatedAccess } from '#shared/tenancy/outdated-access.ts';

/** One that finds everything outdated, one for what changed meanwhile, and one for what changed since. */
const MAX_ATTEMPTS = 3;

/** Serves again what was begun by something outdated; each time, that is forgotten first. */
export async function upToDate<T>(serve: () => Promise<T>): Promise<T> {
  for (let attempt = 1; attempt < MAX_ATTEMPTS; attempt += 1) {
    try {
      return await serve();
    } catch (error) {
      if (!(error instanceof OutdatedAccess)) throw error;
    }
  }
  return await serve();
}
