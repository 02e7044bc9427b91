import { DAY } from '#shared/kernel/clock.ts';
import { dayOf } from '#shared/lifecycle/activity.ts';
import { type Step, stepsIn } from './steps.ts';
import { type Account, type Release, rules } from './year.ts';

interface Removal {
  readonly at: number;
  readonly runId: string;
}

/**
 * Where more were put out by one run, or within 24 hours, than the brake lets pass of the people who were there, and
 * than somebody released of that very run; in words.
 */
export function brakeViolations(
  accounts: readonly Account[],
  releases: readonly Release[],
): string[] {
  const steps = accounts.flatMap(({ records }) => stepsIn(records));
  const removals = steps
    .filter(({ stage }) => stage !== 'warned')
    .map(({ record }) => ({ at: Date.parse(record.time), runId: record.requestId }))
    .toSorted((one, other) => one.at - other.at);
  const peopleAt = populationOf(accounts, steps);
  const released = (runs: ReadonlySet<string>) =>
    releases.reduce(
      (sum, { runId, allowance }) => sum + (runs.has(runId ?? '') ? allowance : 0),
      0,
    );
  return [...new Set(removals.map(({ at }) => at))].flatMap((at) => {
    const people = peopleAt(at);
    const day = removals.filter((each) => each.at > at - DAY && each.at <= at);
    const inDay = day.length - released(new Set(day.map(({ runId }) => runId)));
    return [
      ...(inDay > most(rules.perDay, people) ? [`${inDay} within a day, of ${people}`] : []),
      ...runsAt(removals, at).flatMap(({ runId, count }) => {
        const inRun = count - released(new Set([runId]));
        return inRun > most(rules.perRun, people) ? [`${inRun} by run ${runId}, of ${people}`] : [];
      }),
    ];
  });
}

/** What each run that put somebody out at that time had put out by then. */
function runsAt(removals: readonly Removal[], at: number) {
  const runs = new Set(removals.filter((each) => each.at === at).map(({ runId }) => runId));
  return [...runs].map((runId) => ({
    runId,
    count: removals.filter((each) => each.runId === runId && each.at <= at).length,
  }));
}

function most({ share, count }: { share: number; count: number }, people: number): number {
  return people < rules.minimumPopulation ? count : Math.min(count, Math.floor(people * share));
}

/** People who were created by then and not deleted before that day. */
function populationOf(accounts: readonly Account[], steps: readonly Step[]) {
  const created = accounts.map(({ person }) => person.seen[0] ?? Number.POSITIVE_INFINITY);
  const deleted = steps.filter(({ stage }) => stage === 'deleted').map(({ day }) => day);
  const restored = accounts.flatMap(({ records }) =>
    records
      .filter(({ happenings }) => happenings.some(isRestoredFromDeletion))
      .map(({ time }) => dayOf(Date.parse(time))),
  );
  return (at: number) => {
    const day = dayOf(at);
    const by = (days: readonly number[], limit: number) =>
      days.filter((each) => each <= limit).length;
    return by(created, day) + by(restored, day) - by(deleted, day - 1);
  };
}

function isRestoredFromDeletion({ type, data }: { type: string; data: object }): boolean {
  return type === 'lifecycle.restored' && 'stage' in data && data.stage === 'delete';
}
