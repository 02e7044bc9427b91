import { exchange } from '#functions/adapters/outgoing-http/exchange.ts';
import {
  type GuardSettings,
  parseTarget,
  vettedAddresses,
} from '#functions/adapters/outgoing-http/guard.ts';
import { type OutgoingHttp, OutgoingHttpError } from '#shared/kernel/http/outgoing-http.ts';

/** Milliseconds. */
const CONNECT_WITHIN = 5_000;
const DEFAULT_TIMEOUT = 10_000;
const MAX_TIMEOUT = 60_000;

/**
 * HTTP to where somebody else says, guarded against being sent into this network (SSRF): https to the ports 443
 * and 8443 of hosts all of whose addresses are public. A name is looked up once, and what it stood for then is
 * what is connected to. Certificates are verified, redirects not followed, time and answer limited, proxies of
 * the environment not used, and no connection serves two requests.
 */
export function createOutgoingHttp(settings: GuardSettings = {}): OutgoingHttp {
  return async (url, request) => {
    const deadline = new AbortController();
    const end = (what: string) => () =>
      deadline.abort(new OutgoingHttpError('timeout', `${hostOf(url)} ${what}.`));
    const timeout = Math.min(request.timeout ?? DEFAULT_TIMEOUT, MAX_TIMEOUT);
    const connecting = setTimeout(end('could not be connected to in time'), CONNECT_WITHIN);
    const waiting = setTimeout(end(`did not answer within ${timeout} ms`), timeout);
    const { signal } = deadline;
    try {
      const target = parseTarget(url, request, settings);
      const addresses = await Promise.race([vettedAddresses(target, settings), aborted(signal)]);
      const connected = () => clearTimeout(connecting);
      return await exchange({ url: target, addresses, request, signal, connected });
    } finally {
      clearTimeout(connecting);
      clearTimeout(waiting);
    }
  };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

function hostOf(url: string): string {
  return URL.parse(url)?.host ?? 'The host';
}
