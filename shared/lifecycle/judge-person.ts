import { type LifecycleState, stateOf } from '#shared/identity/lifecycle-state.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { type Activity, dayOf } from '#shared/lifecycle/activity.ts';
import { type Delay, delaysOf, type PolicyDocument } from '#shared/lifecycle/policy.ts';
import type { Progress, Reached } from '#shared/lifecycle/progress.ts';
import { appliesTo, type Stage, stagesAfter } from '#shared/lifecycle/stages.ts';

/** What is known of somebody when their day has come. */
export interface Person {
  readonly user: ResourceRecord;
  readonly progress: Pick<Progress, 'reached' | 'hold'>;
  readonly activity?: Activity | undefined;
}

/** A stage whose time has come, and since when the person was not seen. */
export interface Step {
  readonly stage: Stage;
  /** Days since the epoch. */
  readonly lastSeen: number;
  readonly inactiveDays: number;
  /** Since which day it has been due. */
  readonly since: number;
}

/** Whether something is to be done today, or when somebody has to look again; days since the epoch. */
export type Verdict =
  | { readonly due: Step; readonly reached: Reached | undefined }
  | { readonly lookAgain: number | undefined; readonly reached: Reached | undefined };

/** Days after which somebody is looked at again of whom nobody can tell when their time comes. */
const LOOK_AGAIN = 7;

/**
 * What a policy has to do with somebody today. It looks at what is, not at what was parked for them: who was seen, or
 * let in again, since they reached a stage begins anew.
 */
export function judgePerson(
  policy: Pick<PolicyDocument, 'stages' | 'neverSignedIn'>,
  person: Person,
  today: number,
): Verdict {
  const { user, progress, activity } = person;
  const lastSeen = lastSeenOn(user, activity);
  const state = stateOf(user);
  const reached = stillReached(progress.reached, state, lastSeen);
  const wait = (day: number | undefined) => ({ lookAgain: day, reached });
  if (progress.hold) return wait(undefined);
  // Who has not begun to work here cannot have stopped.
  if (state === 'staged') return wait(today + LOOK_AGAIN);
  const delays = delaysOf(policy);
  const shift = activity ? 0 : shiftOf(policy, delays);
  if (shift === undefined) return wait(today + LOOK_AGAIN);
  const latest = lookByOf(policy, today);
  const next = nextStage(delays, state, reached);
  if (!next) return wait(latest);
  const since = sinceWhen(user, state, reached);
  const day = dueDay(next.delay, { lastSeen, shift, since });
  if (day > today) return wait(state === 'active' && !reached ? day : Math.min(day, latest));
  return {
    due: { stage: next.stage, lastSeen, inactiveDays: today - lastSeen, since: day },
    reached,
  };
}

/**
 * The day on which somebody who has reached a stage, or is out, is looked at again at the latest, whatever is to come:
 * nothing tells the policy of who comes back, and before this day they cannot be due anew.
 */
export function lookByOf(
  { stages, neverSignedIn }: Pick<PolicyDocument, 'stages' | 'neverSignedIn'>,
  today: number,
): number {
  const [first] = delaysOf({ stages }).values();
  const days = [first?.inactive ?? LOOK_AGAIN, neverSignedIn].filter((each) => each !== 'ignore');
  return today + Math.min(...days);
}

/** How much later everything comes for those who never signed in; undefined when nothing does. */
function shiftOf(
  { neverSignedIn }: Pick<PolicyDocument, 'neverSignedIn'>,
  delays: ReadonlyMap<Stage, Delay>,
): number | undefined {
  const [first] = delays.values();
  return neverSignedIn === 'ignore' ? undefined : neverSignedIn - (first?.inactive ?? 0);
}

/** The newest of being created, let in and seen. */
function lastSeenOn(user: ResourceRecord, activity: Activity | undefined): number {
  const letIn = user.letInAt === undefined ? [] : [Date.parse(user.letInAt)];
  return Math.max(
    ...[Date.parse(user.created), ...letIn, ...(activity ? [activity.at] : [])].map(dayOf),
  );
}

/** A stage is over with whoever was seen since, and with whoever is in again although it had put them out. */
function stillReached(
  reached: Reached | undefined,
  state: LifecycleState,
  lastSeen: number,
): Reached | undefined {
  if (!reached || lastSeen >= reached.day) return undefined;
  const isBack = state === 'active' && reached.stage !== 'warn';
  return isBack ? undefined : reached;
}

function nextStage(
  delays: ReadonlyMap<Stage, Delay>,
  state: LifecycleState,
  reached: Reached | undefined,
): { stage: Stage; delay: Delay } | undefined {
  for (const stage of stagesAfter(reached?.stage)) {
    const delay = delays.get(stage);
    if (delay && appliesTo(stage, state)) return { stage, delay };
  }
  return undefined;
}

/** When the stage before was reached: by the policy, or by whoever else put the person where they stand. */
function sinceWhen(
  user: ResourceRecord,
  state: LifecycleState,
  reached: Reached | undefined,
): number | undefined {
  const days = [
    ...(reached ? [reached.day] : []),
    ...(state !== 'active' ? [dayOf(Date.parse(user.movedAt ?? user.lastModified))] : []),
  ];
  return days.length === 0 ? undefined : Math.max(...days);
}

function dueDay(
  { inactive, sincePrevious }: Delay,
  { lastSeen, shift, since }: { lastSeen: number; shift: number; since: number | undefined },
): number {
  const byActivity = lastSeen + Math.max(1, inactive + shift);
  return since === undefined ? byActivity : Math.max(byActivity, since + sincePrevious);
}
