import type { OutboxRecord } from '#shared/events/envelope.ts';
import { dayOf } from '#shared/lifecycle/activity.ts';
import { type Person, rules, type Stage, stages } from './year.ts';

/** Something that the policy did with somebody, as it was told. */
export interface Step {
  readonly stage: Stage;
  readonly day: number;
  readonly record: OutboxRecord;
}

export function stepsIn(records: readonly OutboxRecord[]): Step[] {
  return records.flatMap((record) => {
    // A move by the policy is one though its notice is missing.
    const names = record.actor.type === 'policy' ? /^(lifecycle|user)\./ : /^lifecycle\./;
    const told = record.happenings.map(({ type }) => type.replace(names, ''));
    const stage = stages.find((each) => told.includes(each));
    return stage ? [{ stage, day: dayOf(Date.parse(record.time)), record }] : [];
  });
}

/** What is known of somebody on a day, before the sweep. */
export function standing({ seen, moves, signedInOn, dismissedOn }: Person, day: number) {
  const lastSeen = Math.max(...seen.filter((each) => each <= day));
  const isDismissed = dismissedOn !== undefined && dismissedOn <= day && dismissedOn >= lastSeen;
  return {
    lastSeen,
    isExcluded: moves.findLast(([moved]) => moved <= day)?.[1] ?? false,
    shift: signedInOn !== undefined && signedInOn <= day ? 0 : rules.shift,
    dismissedOn: isDismissed ? dismissedOn : undefined,
  };
}

/** The first day on which a stage may come, when the one before came on `since`. */
export function earliest(
  stage: Stage,
  { lastSeen, shift }: { readonly lastSeen: number; readonly shift: number },
  since: number | undefined,
): number {
  const { inactive, after } = rules.needed[stage];
  return Math.max(lastSeen + inactive + shift, (since ?? Number.NEGATIVE_INFINITY) + after);
}
