import { Resolver } from 'node:dns/promises';
import { DomainError } from '#shared/kernel/domain-error.ts';
import type { LookUpTxt } from '#shared/sign-in/domains/domain-store.ts';

export interface DnsSettings {
  /** `address:port` of each; those of the machine otherwise. */
  readonly servers?: readonly string[];
  /** Milliseconds that a name may take in all. */
  readonly within?: number;
}

/** Milliseconds for one question to one server, and how often it is asked. */
const ASK_WITHIN = 2_000;
const TRIES = 2;
const MAX_RECORDS = 100;

/** "There is no such name" and "there is no such record there": DNS said so. */
const nothing = new Set(['ENOTFOUND', 'ENODATA']);

/** Looks up TXT records (RFC 1035 section 3.3.14); the parts of a record are one text. */
export function createLookUpTxt({ servers, within = 8_000 }: DnsSettings = {}): LookUpTxt {
  return async (name) => {
    const resolver = new Resolver({ timeout: Math.min(ASK_WITHIN, within), tries: TRIES });
    if (servers) resolver.setServers(servers);
    const deadline = setTimeout(() => resolver.cancel(), within);
    try {
      const records = await resolver.resolveTxt(name);
      return records.slice(0, MAX_RECORDS).map((parts) => parts.join(''));
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (nothing.has(code)) return [];
      throw unavailable(name, code, error);
    } finally {
      clearTimeout(deadline);
    }
  };
}

function unavailable(name: string, code: string, cause: unknown): DomainError {
  return new DomainError(
    'unavailable',
    `DNS did not say what stands at ${name} (${code || 'no answer'}). Nothing was changed; try again.`,
    { cause, retryAfter: 10 },
  );
}
