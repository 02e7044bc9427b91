import type { Clock } from '../clock.ts';
import type { NextRun } from './schedule-expression.ts';

/** Node's timers cannot wait longer than 2^31 ms, and a laptop that slept should notice soon. */
const LONGEST_SLEEP_MILLISECONDS = 60_000;

/** Calls `run` whenever the schedule is due, with that time, until the signal is aborted. Missed runs are not made up for. */
export async function runSchedule(
  next: NextRun,
  run: (due: number) => void,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  let due = next(clock.now());
  while (due !== undefined && !signal.aborted) {
    const wait = due - clock.now();
    if (wait > 0) {
      await clock.sleep(Math.min(wait, LONGEST_SLEEP_MILLISECONDS), signal);
    } else {
      run(due);
      due = next(Math.max(due, clock.now()));
    }
  }
}
