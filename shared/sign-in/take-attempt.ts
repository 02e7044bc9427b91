import { equalInConstantTime, hashSecret } from '#shared/kernel/secret.ts';
import type { Connection } from '#shared/sign-in/connection.ts';
import type { SignInPorts } from '#shared/sign-in/ports.ts';
import { ATTEMPT_LIVES, type SignInAttempt } from '#shared/sign-in/sign-in-attempt.ts';
import { SignInRefused } from '#shared/sign-in/sign-in-refused.ts';

/** Somebody back from an identity provider. */
export interface Return {
  readonly connection: Connection;
  /** Each parameter of the response once. */
  readonly parameters: ReadonlyMap<string, string>;
  /** What only the browser has that set out, if it is the one. */
  readonly browser: string | undefined;
  readonly requestId: string;
}

/**
 * The attempt that somebody is back from. It is over from here on, whatever becomes of it: a response is good for one
 * look.
 *
 * @throws SignInRefused `unknownAttempt` unless it is of this connection and this browser, and begun just now.
 */
export async function takeAttempt(
  { attempts, clock }: Pick<SignInPorts, 'attempts' | 'clock'>,
  { connection: { tenantId, id }, parameters, browser = '' }: Return,
): Promise<SignInAttempt> {
  const attempt = await attempts.take(tenantId, await hashSecret(parameters.get('state') ?? ''));
  if (!attempt || clock.now() - attempt.begunAt > ATTEMPT_LIVES) {
    throw new SignInRefused('unknownAttempt', 'The state is unknown, was used, or is too old.');
  }
  if (attempt.connectionId !== id) {
    throw new SignInRefused('unknownAttempt', 'The state was meant for another connection.');
  }
  if (!equalInConstantTime(attempt.browserHash, await hashSecret(browser))) {
    throw new SignInRefused('unknownAttempt', 'The sign-in was begun in another browser.');
  }
  return attempt;
}
