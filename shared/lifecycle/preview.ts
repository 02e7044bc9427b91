import { userNameOf } from '#shared/identity/resource-record.ts';
import { dayOf } from '#shared/lifecycle/activity.ts';
import { enrolPage } from '#shared/lifecycle/enrol.ts';
import { hitBy } from '#shared/lifecycle/execute-run.ts';
import type { ForeseenDate } from '#shared/lifecycle/foresee-planned.ts';
import { staleFeed } from '#shared/lifecycle/halt.ts';
import type { PlanEntry } from '#shared/lifecycle/lifecycle-store.ts';
import { lookAt } from '#shared/lifecycle/look-at.ts';
import { counted } from '#shared/lifecycle/plan-run.ts';
import type { Policy } from '#shared/lifecycle/policy.ts';
import { type LifecyclePorts, realmOf } from '#shared/lifecycle/ports.ts';
import type { StopCause, Sweep } from '#shared/lifecycle/run.ts';
import { noneOfAny, removalsIn, type Stage, type StageCounts } from '#shared/lifecycle/stages.ts';
import { populationOf } from '#shared/lifecycle/sweep-tenant.ts';
import { dateOf } from '#shared/lifecycle/take-step.ts';

export interface Foreseen {
  readonly id: string;
  readonly userName: string;
  readonly stage: Stage;
  /** Day in UTC. */
  readonly lastSeen: string;
  readonly inactiveDays: number;
}

export interface Preview {
  /** Day in UTC. */
  readonly day: string;
  readonly policyVersion: number;
  /** False when time ran out: there are more. */
  readonly complete: boolean;
  readonly population: number;
  readonly counts: StageCounts;
  readonly people: readonly Foreseen[];
  readonly excluded: readonly {
    readonly id: string;
    readonly stage: Stage;
    readonly why: string;
  }[];
  /** Whose planned date comes before the run. */
  readonly dates: readonly ForeseenDate[];
  /** What would stop the run. */
  readonly stops?: StopCause;
}

const PAGE = 100;

/**
 * Who would be brought where by a run at this moment. It brings nobody anywhere; all that it writes is on which day
 * somebody has to look at those who came since the last run.
 *
 * @param dates Who joins or leaves by their date before: there is nothing else to be done with them on that day.
 */
export async function preview(
  ports: LifecyclePorts,
  policy: Policy,
  tenantId: string,
  hasTime: () => boolean,
  dates: readonly ForeseenDate[] = [],
): Promise<Preview> {
  const now = ports.clock.now();
  const sweep = await enrolAll(ports, policy, tenantId, hasTime);
  const moved = new Set(dates.map(({ id }) => id));
  const found = await foresee(ports, policy, tenantId, { hasTime, moved });
  const [population, feed] = await Promise.all([
    populationOf(ports, tenantId),
    ports.activity.feed(tenantId),
  ]);
  const more = removalsIn(found.counts);
  const none = { taken: noneOfAny };
  const hit = more > 0 ? hitBy(policy, population, sweep, none, more, now) : undefined;
  const stops: StopCause | undefined =
    staleFeed(feed, sweep, now) ?? (hit && { reason: 'brake', ...hit });
  return {
    day: dateOf(dayOf(now)),
    policyVersion: policy.version,
    population,
    ...found,
    dates,
    ...(stops && { stops }),
  };
}

async function enrolAll(
  ports: LifecyclePorts,
  policy: Policy,
  tenantId: string,
  hasTime: () => boolean,
): Promise<Sweep> {
  const today = dayOf(ports.clock.now());
  let sweep = await ports.lifecycle.sweep(tenantId);
  while (hasTime()) {
    const next = await enrolPage(ports, policy, sweep, today);
    if (next === sweep) break;
    sweep = next;
  }
  return sweep;
}

async function foresee(
  ports: LifecyclePorts,
  policy: Policy,
  tenantId: string,
  { hasTime, moved }: { readonly hasTime: () => boolean; readonly moved: ReadonlySet<string> },
) {
  const today = dayOf(ports.clock.now());
  const people: Foreseen[] = [];
  const excluded: Preview['excluded'][number][] = [];
  const entries: PlanEntry[] = [];
  let after: string | undefined;
  do {
    const { due, next } = await ports.lifecycle.due(tenantId, today, after, PAGE);
    for (const { scope, userId } of due.filter((each) => !moved.has(each.userId))) {
      const look = await lookAt(ports, policy, scope, userId, today);
      if ('excluded' in look) excluded.push({ id: userId, stage: look.stage, why: look.excluded });
      if (!('inactiveDays' in look)) continue;
      const { stage, lastSeen, inactiveDays, user } = look;
      const shown = { stage, lastSeen: dateOf(lastSeen), inactiveDays };
      people.push({ id: userId, userName: userNameOf(user), ...shown });
      entries.push([realmOf(scope), userId, stage]);
    }
    after = next;
  } while (after !== undefined && hasTime());
  return { complete: after === undefined, counts: counted(noneOfAny, entries), people, excluded };
}
