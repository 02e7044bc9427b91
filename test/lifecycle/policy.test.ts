import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LifecycleState } from '#shared/identity/lifecycle-state.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { DAY, isoTime } from '#shared/kernel/clock.ts';
import { judgePerson } from '#shared/lifecycle/judge-person.ts';
import { delaysOf, policyDocument } from '#shared/lifecycle/policy.ts';
import { brakeHit, runLimits } from '#shared/lifecycle/run-brake.ts';
import { attributes } from '../support/people.ts';

const base = { neverSignedIn: 60, stages: { warn: { inactiveDays: 60 } } };
const problems = (document: object) =>
  policyDocument
    .safeParse(document)
    .error?.issues.map(({ path, message }) => [path.join('.'), message]);

test('a policy that makes no sense is refused, each time at its place', () => {
  expect(problems(base)).toBeUndefined();
  expect(problems({ ...base, stages: {} })?.[0]?.[0]).toBe('stages.warn');
  expect(problems({ stages: base.stages })?.[0]?.[0]).toBe('neverSignedIn');
  expect(problems({ ...base, stages: { warn: { daysAfterPrevious: 3 } } })?.[0]?.[0]).toBe(
    'stages.warn',
  );
  const early = { warn: { inactiveDays: 60 }, suspend: { inactiveDays: 60 } };
  expect(problems({ ...base, stages: early })).toEqual([
    ['stages.suspend', 'has to come later than the stage before it'],
  ]);
  const abrupt = { warn: { inactiveDays: 60 }, delete: { daysAfterPrevious: 9 } };
  expect(problems({ ...base, stages: abrupt })?.[0]?.[0]).toBe('stages.delete');
  expect(problems({ ...base, unknown: 1 })).toHaveLength(1);
});

test('days without activity and days after the stage before are two words for the same', () => {
  const stages = {
    warn: { inactiveDays: 60 },
    suspend: { daysAfterPrevious: 30 },
    deactivate: { inactiveDays: 100 },
  };
  expect([...delaysOf({ stages })]).toEqual([
    ['warn', { inactive: 60, sincePrevious: 60 }],
    ['suspend', { inactive: 90, sincePrevious: 30 }],
    ['deactivate', { inactive: 100, sincePrevious: 10 }],
  ]);
});

const today = 20_000;
const daysAgo = (days: number) => isoTime((today - days) * DAY + 1);

function person(state: LifecycleState, created: number, moved?: number): ResourceRecord {
  return {
    ...{ type: 'User', id: 'u', version: 1, externalIds: {}, epoch: 0 },
    ...{ created: daysAgo(created), lastModified: daysAgo(moved ?? created) },
    attributes: attributes({ active: state === 'active' }),
    ...(moved !== undefined && { movedAt: daysAgo(moved) }),
    ...(moved !== undefined && state === 'active' && { letInAt: daysAgo(moved) }),
    ...((state === 'staged' || state === 'suspended') && {
      state: { name: state, by: 'policy', since: daysAgo(moved ?? created) },
    }),
  };
}

const stages = {
  warn: { inactiveDays: 60 },
  suspend: { inactiveDays: 90 },
  deactivate: { inactiveDays: 120 },
  delete: { inactiveDays: 180 },
};
const seen = (days: number) => ({ at: (today - days) * DAY, kind: 'sign-in' as const });

test('nobody is due before all the days of their stage, counted from the newest of all that counts', () => {
  const day = fc.integer({ min: 0, max: 400 });
  const policy = { stages, neverSignedIn: 75 };
  const ifEver = fc.option(day, { nil: undefined });
  fc.assert(
    fc.property(day, ifEver, ifEver, (before, moved = Number.POSITIVE_INFINITY, last) => {
      const known = [moved, last ?? before].filter(Number.isFinite);
      const created = Math.max(before, ...known);
      const user = person('active', created, Number.isFinite(moved) ? moved : undefined);
      const activity = last === undefined ? undefined : seen(last);
      const verdict = judgePerson(policy, { user, activity, progress: {} }, today);
      const away = Math.min(created, moved, last ?? created);
      const needed = last === undefined ? 75 : 60;
      const due = { due: { stage: 'warn', inactiveDays: away } };
      expect(verdict).toMatchObject(away < needed ? { lookAgain: today - away + needed } : due);
    }),
  );
});

test('the next stage waits for as long after the one before as the policy has between them', () => {
  const reached = (stage: 'warn' | 'suspend', days: number) => ({
    reached: { stage, day: today - days, runId: 'r', from: 'active' as const },
  });
  const judge = (user: ResourceRecord, progress: object) =>
    judgePerson({ stages, neverSignedIn: 60 }, { user, activity: seen(300), progress }, today);
  expect(judge(person('active', 400), reached('warn', 29))).toMatchObject({ lookAgain: today + 1 });
  expect(judge(person('active', 400), reached('warn', 30))).toMatchObject({
    due: { stage: 'suspend' },
  });
  expect(judge(person('suspended', 400, 10), reached('suspend', 10))).toMatchObject({
    lookAgain: today + 20,
  });
  // Whom somebody else put out goes on from there.
  expect(judge(person('deactivated', 400, 59), {})).toMatchObject({ lookAgain: today + 1 });
  expect(judge(person('deactivated', 400, 60), {})).toMatchObject({ due: { stage: 'delete' } });
  // Whoever is back in is nowhere.
  expect(judge(person('active', 400, 5), reached('suspend', 10))).toEqual({
    lookAgain: today + 55,
    reached: undefined,
  });
  expect(judge(person('staged', 400, 300), {})).toMatchObject({ lookAgain: today + 7 });
});

test('whoever reached a stage or is out is looked at again before they can be due anew', () => {
  const judge = (user: ResourceRecord, stage: 'warn' | 'suspend', of: object, days = 1) => {
    const reached = { stage, day: today - days, runId: 'r', from: 'active' as const };
    const progress = { reached };
    return judgePerson(
      { stages: of, neverSignedIn: 75 },
      { user, activity: seen(300), progress },
      today,
    );
  };
  const far = { warn: { inactiveDays: 60 }, suspend: { daysAfterPrevious: 900 } };
  expect(judge(person('active', 400), 'warn', far)).toMatchObject({ lookAgain: today + 60 });
  // Nothing follows, unless they come back.
  const last = { suspend: { inactiveDays: 90 } };
  expect(judge(person('suspended', 400, 1), 'suspend', last)).toMatchObject({
    lookAgain: today + 75,
  });
  expect(judge(person('deactivated', 400, 1), 'warn', far)).toMatchObject({
    lookAgain: today + 60,
  });
});

test('the brake counts to the hour, never less than a day, and takes the lower of count and share', () => {
  const settings = runLimits.parse({
    perRun: { count: 10, percent: 5 },
    perDay: { count: 12, percent: 50 },
  });
  const hit = (inRun: number, inDay: number, population: number) =>
    brakeHit(settings, { inRun, inDay, more: 1, population });
  expect(hit(4, 4, 100)).toBeUndefined();
  expect(hit(5, 5, 100)).toMatchObject({ limit: 'perRun', allowed: 5, wanted: 6 });
  expect(hit(9, 9, 10)).toBeUndefined();
  expect(hit(10, 10, 10)).toMatchObject({ limit: 'perRun', allowed: 10 });
  expect(hit(0, 12, 1_000)).toMatchObject({ limit: 'perDay', allowed: 12 });
});
