import * as z from 'zod/mini';
import { alignColumns } from '#functions/cli/align-columns.ts';
import { PROGRAM } from '#functions/cli/command.ts';
import { idFrom, type Parameter } from '#functions/cli/parameter.ts';
import { tenantOption } from '#functions/cli/tenancy-parameters.ts';
import { instant } from '#shared/admin/instant.ts';
import type { RunAnswer } from '#shared/admin/lifecycle-contract.ts';

const nowOption = {
  schema: z.optional(instant('use a time such as 2026-03-02T09:00:00Z')),
  placeholder: 'TIME',
  summary: 'the time to take for now, with planned dates kept; on this machine alone',
} satisfies Parameter;

/** What every command takes that looks at the calendar. */
export const atTimeOptions = { tenant: tenantOption, now: nowOption } as const;

export const runOption = {
  schema: idFrom('lifecycle plan'),
  placeholder: 'ID',
  summary: 'id of the plan, as `lifecycle plan` shows it',
} satisfies Parameter;

export function lifecyclePath(tenant: string, ...rest: readonly string[]): string[] {
  return ['tenants', tenant, 'lifecycle', ...rest];
}

type Counts = NonNullable<RunAnswer['run']>['planned'];

/** Such as `2 to warn, 1 to suspend`. */
export function shownCounts(counts: Counts): string {
  const parts = Object.entries(counts).filter(([, count]) => count > 0);
  return parts.map(([stage, count]) => `${count} to ${stage}`).join(', ') || 'nobody';
}

/** Who is brought to which stage. */
export function shownPeople(
  people: readonly { readonly stage: string; readonly id: string; readonly userName?: string }[],
): string {
  const hasNames = people.some(({ userName }) => userName !== undefined);
  const header = ['STAGE', 'ID', ...(hasNames ? ['USER NAME'] : [])];
  const rows = people.map(({ stage, id, userName }) => [
    stage,
    id,
    ...(userName === undefined ? [] : [userName]),
  ]);
  return alignColumns([header, ...rows]);
}

/** Why a policy stops, such as `the brake: 28 of 31 people would go, and perRun allows 1`. */
export function shownStop(stop: NonNullable<RunAnswer['stop']>): string {
  const { reason, limit, allowed, wanted, population, quietHours } = stop;
  if (reason === 'brake') {
    return `the brake: ${wanted} of ${population} people would go, and ${limit} allows ${allowed}`;
  }
  return `nobody was seen for ${quietHours} hours, so sign-in may be out of order`;
}

/** Where a policy stands, in words for people. */
export function shownStanding(answer: RunAnswer, tenant: string): string {
  const { datesKept } = answer;
  const kept = datesKept === 0 ? '' : `Planned dates kept: ${datesKept}. `;
  return `${kept}${standingOf(answer, tenant)}`;
}

function standingOf({ outcome, run, stop }: RunAnswer, tenant: string): string {
  if (stop) {
    return `The policy has stopped; ${shownStop(stop)}. Look at it, then: ${PROGRAM} lifecycle release --tenant ${tenant}`;
  }
  if (outcome === 'unfinished') return 'There is more to do; the sweep of the hour goes on.';
  if (!run) return 'No run yet.';
  const { phase, planned, taken, skipped } = run;
  if (phase === 'planned') return `A plan waits to be approved: ${shownCounts(planned)}.`;
  const passedOver = Object.values(skipped).reduce((sum, count) => sum + count, 0);
  return `The last run: planned ${shownCounts(planned)}; done ${shownCounts(taken)}; passed over ${passedOver}.`;
}
