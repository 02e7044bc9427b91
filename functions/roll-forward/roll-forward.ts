import type { Context } from 'aws-lambda';
import { log, logError } from '#functions/runtime/log.ts';
import type { IdentityPorts } from '#shared/identity/ports.ts';
import { settleDue } from '#shared/identity/settle-due.ts';
import { type FirePorts, firePlanned, isHeldLeave } from '#shared/lifecycle/fire-planned.ts';

/** Journals taken up at a time, and the time that one such round must be able to take (milliseconds). */
const ROUND = 25;
const TIME_FOR_A_ROUND = 20_000;

/**
 * Lets users join and leave whose minute has come, and settles what requests that were cut short left behind, as long
 * as there is any and time allows; the next run goes on from there.
 *
 * @throws Error when a date could not be kept or a journal not be settled, so that the failure is counted and retried.
 */
export function rollForward(ports: FirePorts) {
  return async (_event: unknown, context: Pick<Context, 'getRemainingTimeInMillis'>) => {
    const late = await fireAll(ports, context);
    let settled = ROUND;
    while (settled === ROUND && context.getRemainingTimeInMillis() > TIME_FOR_A_ROUND) {
      settled = await settleRound(ports);
      if (settled > 0) log('info', 'Settled journals.', { settled });
    }
    if (late > 0) throw new Error(`${late} planned dates could not be kept; see the lines above.`);
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

/** @returns how many dates could not be kept; those that fail are tried again by the next run. */
async function fireAll(
  ports: FirePorts,
  context: Pick<Context, 'getRemainingTimeInMillis'>,
): Promise<number> {
  const hasTime = () => context.getRemainingTimeInMillis() > TIME_FOR_A_ROUND;
  const { fired, failures } = await firePlanned(ports, hasTime);
  if (fired > 0) log('info', 'Kept planned dates.', { fired });
  const failed = failures.filter(({ cause }) => !isHeldLeave(cause));
  for (const { user, cause } of failed) {
    logError('A planned date could not be kept.', cause, { user: user.id });
  }
  return failed.length;
}
