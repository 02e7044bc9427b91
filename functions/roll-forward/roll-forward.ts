import type { Context } from 'aws-lambda';
import { log, logError } from '#functions/runtime/log.ts';
import type { IdentityPorts } from '#shared/identity/ports.ts';
import { settleDue } from '#shared/identity/settle-due.ts';

/** Journals taken up at a time, and the time that one such round must be able to take (milliseconds). */
const ROUND = 25;
const TIME_FOR_A_ROUND = 20_000;

/**
 * Settles what requests that were cut short left behind, as long as there is any and time allows; the next run
 * goes on from there.
 *
 * @throws Error when a journal could not be settled, so that the failure is counted and retried.
 */
export function rollForward(ports: IdentityPorts) {
  return async (_event: unknown, context: Pick<Context, 'getRemainingTimeInMillis'>) => {
    let settled = ROUND;
    while (settled === ROUND && context.getRemainingTimeInMillis() > TIME_FOR_A_ROUND) {
      settled = await settleRound(ports);
      if (settled > 0) log('info', 'Settled journals.', { settled });
    }
  };
}

async function settleRound(ports: IdentityPorts): Promise<number> {
  const { settled, failures } = await settleDue(ports, ROUND);
  for (const { journal, cause } of failures) {
    logError('A journal could not be settled.', cause, { journal: journal.id });
  }
  if (failures.length === 0) return settled;
  throw new Error(`${failures.length} journals could not be settled; see the lines above.`);
}
