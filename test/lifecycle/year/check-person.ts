import { envelopesOf, type OutboxRecord } from '#shared/events/envelope.ts';
import { earliest, type Step, standing, stepsIn } from './steps.ts';
import { type Account, rules, type Stage, stages, type Year } from './year.ts';

/** What the policy did wrong with somebody, in words; none when all is as it should be. */
export function violationsOf(account: Account, year: Year): string[] {
  const steps = stepsIn(account.records);
  const found = [
    ...steps.flatMap((step, index) => wrongIn(step, account, steps.slice(0, index))),
    ...steps.flatMap(({ stage, record }) =>
      isExplained(stage, record) ? [] : [`${stage} without saying why`],
    ),
    ...untold(account),
    ...undelivered(account, year),
    ...forgotten(account, steps, year),
  ];
  return found.map((what) => `${account.person.id}: ${what}`);
}

/** Too soon, twice, or against an exclusion. */
function wrongIn({ stage, day }: Step, { person }: Account, before: readonly Step[]): string[] {
  const known = standing(person, day);
  const last = before.at(-1);
  const current = last && last.day >= known.lastSeen ? last : undefined;
  const since = sinceOf(current?.day, known.dismissedOn);
  const isLater = !current || stages.indexOf(current.stage) < stages.indexOf(stage);
  return [
    ...(day < earliest(stage, known, since) ? [`${stage} too soon`] : []),
    ...(isLater ? [] : [`${stage} after ${current.stage}`]),
    ...(known.isExcluded ? [`${stage} though excluded`] : []),
  ];
}

function sinceOf(step: number | undefined, dismissed: number | undefined): number | undefined {
  const days = [step, dismissed].filter((day) => day !== undefined);
  return days.length > 0 ? Math.max(...days) : undefined;
}

/** The record of a move names the policy, its run and, where a user was moved, the rule; in one with the move. */
function isExplained(stage: Stage, { actor, cause, requestId, happenings }: OutboxRecord): boolean {
  const move = happenings.find(({ type }) => type === `user.${stage}`);
  const notice = happenings.find(({ type }) => type === `lifecycle.${stage}`);
  const rule = move && 'rule' in move.data ? move.data.rule : undefined;
  const isRuled = stage === 'warned' || stage === 'deleted' || rule === 'inactivity';
  return (
    actor.type === 'policy' &&
    actor.id === 'inactivity' &&
    cause === 'policy' &&
    (stage === 'warned') === (move === undefined) &&
    isRuled &&
    notice !== undefined &&
    'runId' in notice.data &&
    notice.data.runId === requestId
  );
}

/** Each version of a user has its record, and they stand where the last one of them says. */
function untold({ records, state, version }: Account): string[] {
  const told = new Set(records.map((record) => record.version));
  const newest = Math.max(...told);
  const missing = Array.from({ length: newest }, (_, n) => n + 1).filter((each) => !told.has(each));
  const moves = records.flatMap(({ happenings }) =>
    happenings.filter(({ type, data }) => type.startsWith('user.') && 'state' in data),
  );
  const last = moves.at(-1);
  const said =
    last?.type === 'user.deleted' ? 'deleted' : last && 'state' in last.data && last.data.state;
  return [
    ...missing.map((each) => `no record of version ${each}`),
    ...(version !== undefined && version !== newest ? [`version ${version} is not told`] : []),
    ...(said === state ? [] : [`is ${state}, but last told to be ${String(said)}`]),
  ];
}

/** Each event of each record reached the bus, under its id. */
function undelivered({ records }: Account, { delivered }: Year): string[] {
  const events = records.flatMap(envelopesOf);
  return events
    .filter(({ id }) => !delivered.has(id))
    .map(({ id, type }) => `${type} ${id} was not delivered`);
}

const nextOf = { active: 'suspended', suspended: 'deactivated', deactivated: 'deleted' } as const;

/** Nobody stays without cause: the first sweep that ended behind the day on which a stage was due has taken it. */
function forgotten({ person, state }: Account, steps: readonly Step[], year: Year): string[] {
  if (state === 'deleted' || state === 'staged') return [];
  const known = standing(person, year.today);
  if (known.isExcluded) return [];
  const current = steps.filter(({ day }) => day >= known.lastSeen).at(-1);
  const stage = state === 'active' && !current ? 'warned' : nextOf[state];
  const since = sinceOf(current?.day, known.dismissedOn);
  // An exclusion that ended since may have put off the look.
  const out = person.moves.findLast(([, into]) => !into)?.[0] ?? Number.NEGATIVE_INFINITY;
  const due = Math.max(earliest(stage, known, since), out + rules.lookAgain);
  const missed = year.completed.find((day) => day >= due);
  return missed === undefined ? [] : [`is ${state}, was due to be ${stage} on day ${due}`];
}
