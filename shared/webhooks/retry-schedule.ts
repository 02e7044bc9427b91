import { HOUR, MINUTE, SECOND } from '#shared/kernel/clock.ts';

/** After each attempt but the last: ten attempts in 71 and a half hours. */
const WAITS: readonly number[] = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  20 * HOUR,
];

export const MAX_ATTEMPTS = WAITS.length + 1;

/** A tenth up or down, so that what failed together does not come again together. */
const JITTER = 0.1;

/** The longest wait that a receiver may ask for. */
export const MAX_RETRY_AFTER = 24 * HOUR;

/**
 * Milliseconds until the next attempt; undefined when there is none.
 *
 * @param made Attempts so far, at least 1.
 * @param retryAfter What the receiver asked for, in milliseconds; it lengthens a wait and never shortens one.
 * @param random Uniform in [0, 1).
 */
export function waitAfter(made: number, retryAfter: number, random: number): number | undefined {
  const wait = WAITS[made - 1];
  if (wait === undefined) return undefined;
  const jittered = wait * (1 + JITTER * (2 * random - 1));
  return Math.round(Math.max(jittered, Math.min(retryAfter, MAX_RETRY_AFTER)));
}

/**
 * The wait in a `Retry-After` header in milliseconds, 0 when there is none (RFC 9110 section 10.2.3).
 *
 * @param now Of the clock on the wall, which the receiver's date was made by.
 */
export function retryAfterOf(header: string | undefined, now: number): number {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * SECOND;
  // Only the form that HTTP prescribes; Date.parse alone takes a great many others.
  const date = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text);
  const until = date ? Date.parse(text) - now : 0;
  return Math.max(0, Number.isNaN(until) ? 0 : until);
}
