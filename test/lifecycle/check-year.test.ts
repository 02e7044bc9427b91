import { describe, expect, test } from 'vitest';
import type { Happening } from '#shared/events/catalogue.ts';
import { envelopesOf, type OutboxRecord } from '#shared/events/envelope.ts';
import { DAY, isoTime } from '#shared/kernel/clock.ts';
import { violationsIn } from './year/check-year.ts';
import type { Account, Person, Release, Stage, Year } from './year/year.ts';

const HOUR = 3_600_000;
const ada = '019cad3e-a1f0-7c31-9e02-5b7f44d8c610';

const person = (more: Partial<Person> = {}): Person => ({
  ...{ id: ada, habit: 10, fadesOn: 0, seen: [0], signedInOn: 0, excluded: false, moves: [] },
  ...more,
});

const stateOf = {
  suspended: 'suspended',
  deactivated: 'deactivated',
  deleted: 'suspended',
} as const;

/** A record of what the policy did on a day, as it is told. */
function told(stage: Stage, day: number, version: number, more = {}): OutboxRecord {
  const requestId = `run-${day}`;
  const user = { userName: 'ada@example.com', active: false, changed: [] };
  const rule = { rule: 'inactivity' };
  const moved: Happening[] =
    stage === 'warned'
      ? []
      : [{ type: `user.${stage}`, data: { ...user, state: stateOf[stage], ...rule } }];
  const step = { userName: user.userName, lastSeen: '1970-01-01', inactiveDays: day };
  return {
    id: `${day}-${version}`,
    time: isoTime(day * DAY + 6 * HOUR),
    tenant: 'acme',
    subject: { type: 'User', id: ada },
    version,
    actor: { type: 'policy', id: 'inactivity' },
    cause: 'policy',
    requestId,
    happenings: [...moved, { type: `lifecycle.${stage}`, data: { ...step, runId: requestId } }],
    ...more,
  };
}

function created(): OutboxRecord {
  const data = { userName: 'ada@example.com', active: true, state: 'active' as const, changed: [] };
  const by = { actor: { type: 'directory', id: 'okta' }, cause: 'scim' } as const;
  return { ...told('warned', 0, 1), ...by, happenings: [{ type: 'user.created', data }] };
}

/** Warned, suspended, deactivated and deleted, each on its first day. */
const whole = [
  ...[created(), told('warned', 40, 1), told('suspended', 60, 2)],
  ...[told('deactivated', 90, 3), told('deleted', 150, 4)],
];

const account = (more: Partial<Account> = {}): Account => ({
  ...{ person: person(), records: whole, state: 'deleted' },
  ...more,
});

function year(more: Partial<Year> = {}): Year {
  const none = { brakeStops: 0, faults: 0, crashes: 0, cameBack: 0, undone: 0 };
  const empty = { people: [], releases: [], completed: [], delivered: new Set<string>() };
  return { ...none, ...empty, today: 200, ...more };
}

const eventIds = (accounts: readonly Account[]) =>
  new Set(accounts.flatMap(({ records }) => records.flatMap(envelopesOf).map(({ id }) => id)));

/** All events were delivered, unless a year says otherwise. */
const found = (given: Account, in_: Partial<Year> = {}) =>
  violationsIn(year({ delivered: eventIds([given]), ...in_ }), [given]);

test('of somebody who went the whole way, each stage on its day, there is nothing to say', () => {
  expect(found(account(), { completed: [40, 60, 90, 150, 200] })).toEqual([]);
});

describe('the check finds', () => {
  test('a stage that came too soon', () => {
    const early = account({ person: person({ seen: [0, 30] }) });
    expect(found(early)).toContain(`${ada}: warned too soon`);
  });

  test('a stage too soon after the one before', () => {
    const records = [created(), told('warned', 55, 1), told('suspended', 60, 2)];
    expect(found(account({ records, state: 'suspended', version: 2 }))).toEqual([
      `${ada}: suspended too soon`,
    ]);
  });

  test('somebody who had come back', () => {
    const records = [created(), told('warned', 40, 1), told('suspended', 60, 2)];
    const back = account({ person: person({ seen: [0, 59] }), records, state: 'suspended' });
    expect(found(back)).toEqual([`${ada}: suspended too soon`]);
  });

  test('a stage that came twice', () => {
    const records = [...whole.slice(0, 3), told('suspended', 85, 3)];
    expect(found(account({ records, state: 'suspended' }))).toEqual([
      `${ada}: suspended after suspended`,
    ]);
  });

  test('a stage against an exclusion', () => {
    const excluded = person({
      moves: [
        [80, true],
        [100, false],
      ],
    });
    expect(found(account({ person: excluded }))).toEqual([`${ada}: deactivated though excluded`]);
  });

  test('a change without a record', () => {
    const records = whole.filter(({ version }) => version !== 3);
    expect(found(account({ records }))).toContain(`${ada}: no record of version 3`);
  });

  test('a user whose last change nobody was told of', () => {
    const lost = account({ records: whole.slice(0, 2), state: 'suspended', version: 2 });
    expect(found(lost)).toEqual([
      `${ada}: version 2 is not told`,
      `${ada}: is suspended, but last told to be active`,
    ]);
  });

  test('an event that nobody got', () => {
    const delivered = eventIds([account()]);
    const [, , lost] = whole.flatMap(envelopesOf);
    delivered.delete(lost?.id ?? '');
    expect(found(account(), { delivered })).toEqual([
      `${ada}: ${lost?.type} ${lost?.id} was not delivered`,
    ]);
  });

  test.each([
    ['another actor', { actor: { type: 'admin', id: 'admin-api' } }],
    ['another cause', { cause: 'admin' }],
    ['another run', { requestId: 'run-9' }],
    ['no notice', { happenings: whole[2]?.happenings.slice(0, 1) }],
    ['no rule', { happenings: told('suspended', 60, 2).happenings.map(unruled) }],
  ])('a move with %s', (_, wrong) => {
    const records = [...whole.slice(0, 2), told('suspended', 60, 2, wrong), ...whole.slice(3)];
    expect(found(account({ records })).length).toBeGreaterThan(0);
  });

  test.each([
    ['active', 40, whole.slice(0, 1)],
    ['active', 60, whole.slice(0, 2)],
    ['suspended', 90, whole.slice(0, 3)],
    ['deactivated', 150, whole.slice(0, 4)],
  ] as const)('somebody %s whom a sweep on day %d passed over', (state, day, records) => {
    const forgotten = account({ records: [...records], state });
    expect(found(forgotten, { completed: [day - 1] })).toEqual([]);
    expect(found(forgotten, { completed: [day] })).toHaveLength(1);
  });
});

describe('the check of the brake finds', () => {
  const HUNDRED = 100;

  /** A hundred people, of whom the first so many are suspended: in hours of day 60, by runs. */
  function suspended(runs: readonly (readonly [hour: number, count: number])[]): Account[] {
    const by = runs.flatMap(([hour, count], run) =>
      Array.from({ length: count }, () => ({ hour, run })),
    );
    return Array.from({ length: HUNDRED }, (_, n) => {
      const given = by[n];
      const id = `${ada}-${n}`;
      if (!given)
        return account({
          person: person({ id, seen: [0, 190] }),
          records: [created()],
          state: 'active',
        });
      const time = isoTime(60 * DAY + given.hour * HOUR);
      const data = { time, requestId: `run-${given.run}` };
      const record = told('suspended', 60, 2, data);
      const happenings = record.happenings.map((each) => withRun(each, `run-${given.run}`));
      const records = [created(), { ...record, happenings }];
      return account({ person: person({ id }), records, state: 'suspended', version: 2 });
    });
  }

  const brake = (
    runs: readonly (readonly [number, number])[],
    releases: readonly Release[] = [],
  ) => {
    const accounts = suspended(runs);
    return violationsIn(year({ releases, delivered: eventIds(accounts) }), accounts);
  };

  test('more than a run may put out', () => {
    expect(brake([[6, 6]])).toEqual([]);
    expect(brake([[6, 7]])).toEqual(['7 by run run-0, of 100']);
  });

  test('more than 24 hours may', () => {
    expect(
      brake([
        [0, 4],
        [23, 3],
      ]),
    ).toEqual([]);
    expect(
      brake([
        [0, 4],
        [23, 4],
      ]),
    ).toEqual(['8 within a day, of 100']);
    expect(
      brake([
        [0, 4],
        [24, 4],
      ]),
    ).toEqual([]);
  });

  test('more than was released of that very run', () => {
    expect(brake([[6, 9]], [{ runId: 'run-0', allowance: 3 }])).toEqual([]);
    expect(brake([[6, 9]], [{ runId: 'run-0', allowance: 1 }])).toHaveLength(2);
    expect(brake([[6, 9]], [{ runId: 'run-1', allowance: 9 }])).toHaveLength(2);
  });
});

function withRun(happening: Happening, runId: string): Happening {
  return Object.assign(structuredClone(happening), {
    data: { ...happening.data, ...('runId' in happening.data && { runId }) },
  });
}

function unruled(happening: Happening): Happening {
  return Object.assign(structuredClone(happening), {
    data: { ...happening.data, rule: undefined },
  });
}
