import { alignColumns } from '#functions/cli/align-columns.ts';
import { shownTime } from '#functions/cli/shown-time.ts';
import type { BrakeAnswer } from '#shared/admin/brake-contract.ts';

export function shownBrake(brake: BrakeAnswer): string {
  const { mode, percent, count, minimum, left, held, release } = brake;
  return alignColumns([
    ['Mode', mode],
    ['Limit', `${percent}%, and ${count} people at most, of more than ${minimum}, in 24 hours`],
    ['Left', `${left} in the last 24 hours`],
    ['Held', held ? `since ${shownTime(held.at)}: ${shownHold(held)}` : 'no'],
    ...(release ? [['Released', shownRelease(release)]] : []),
  ]);
}

function shownHold({ left, attempted, population, percent }: NonNullable<BrakeAnswer['held']>) {
  return `${left + attempted} of ${population} people (${percent}%) would have left`;
}

function shownRelease({ until, more }: NonNullable<BrakeAnswer['release']>): string {
  return `${more === null ? 'all' : `${more} more`} may leave until ${shownTime(until)}`;
}
