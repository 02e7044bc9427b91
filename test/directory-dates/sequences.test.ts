import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LifecycleState } from '#shared/identity/lifecycle-state.ts';
import type { PlannedDates } from '#shared/identity/planned-dates.ts';
import { createDatesWorld, END, remove, START, set } from './support/dates-world.ts';

let world: Awaited<ReturnType<typeof createDatesWorld>>;
beforeAll(async () => {
  world = await createDatesWorld();
});
afterAll(() => expect(world.unforeseen).toEqual([]));

/** Days from now; undefined takes the date away. */
const day = fc.option(fc.integer({ min: -3, max: 6 }), { nil: undefined });

const step = fc.oneof(
  fc.record({ start: day }),
  fc.record({ end: day }),
  fc.record({ start: day, end: day, active: fc.constant(true) }),
  fc.record({ active: fc.boolean() }),
  fc.record({ title: fc.constantFrom('Analyst', 'Manager') }),
  fc.record({ days: fc.integer({ min: 1, max: 4 }) }),
);

type Step = Partial<{
  start: number | undefined;
  end: number | undefined;
  active: boolean;
  title: string;
  days: number;
}>;

interface Stands extends PlannedDates {
  readonly state: LifecycleState;
}

/** What the directory has said, by the day on which it is; and whether it lets the person in. */
interface Said {
  today: number;
  start: number | undefined;
  end: number | undefined;
  active: boolean;
}

function after(said: Said, given: Step): Said {
  const { days = 0, active = said.active } = given;
  const on = (name: 'start' | 'end') => {
    const ahead = given[name];
    if (!(name in given)) return said[name];
    return ahead === undefined ? undefined : said.today + ahead;
  };
  return { today: said.today + days, start: on('start'), end: on('end'), active };
}

/** An end at or before the start is nonsense as long as it is to come, and of an earlier time once it has passed. */
const ended = ({ today, start, end }: Said) =>
  end !== undefined && end <= today && (start === undefined || end > start);
const begun = ({ today, start }: Said) => start === undefined || start <= today;
const isNonsense = ({ today, start, end }: Said) =>
  start !== undefined && end !== undefined && end <= start && end > today;

function operationsOf(given: Step) {
  const date = (path: string, name: 'start' | 'end') => {
    const ahead = given[name];
    if (!(name in given)) return [];
    return [ahead === undefined ? remove(path) : set(path, world.ahead(ahead))];
  };
  return [
    ...date(START, 'start'),
    ...date(END, 'end'),
    ...('title' in given ? [set('title', given.title)] : []),
    ...('active' in given ? [set('active', given.active)] : []),
  ];
}

type Person = Awaited<ReturnType<Awaited<ReturnType<typeof world.feed>>['hired']>>;

/** @returns Whether it was refused; then nothing of it is done, and it was nonsense. */
async function send(ada: Person, given: Step, next: Said): Promise<boolean> {
  const { version } = await ada.stored();
  const { status } = await ada.patch(...operationsOf(given));
  expect(status).toBe(isNonsense(next) && status === 400 ? 400 : 200);
  if (status === 400) expect((await ada.stored()).version).toBe(version);
  return status === 400;
}

/** Who is in is in by what was said, whoever else it was. */
function expectBound(said: Said, { state, ...planned }: Stands): void {
  if (state === 'active') expect([said.active, ended(said)]).toEqual([true, false]);
  if (state === 'staged') expect([said.active, begun(said)]).toEqual([true, false]);
  if (!said.active) expect(state).toBe('deactivated');
  expect(planned.joinsAt).toEqual(state === 'staged' ? expect.any(String) : undefined);
  const isToEnd = said.end !== undefined && said.end > said.today && !isNonsense(said);
  const isPlanned = state !== 'deactivated' && isToEnd;
  expect(planned.leavesAt).toEqual(isPlanned ? expect.any(String) : undefined);
}

/** Whom the directory lets in with this very word is in by their dates alone; a start moves nobody who was in. */
function expectLetIn(said: Said, was: LifecycleState, { state }: Stands): void {
  if (ended(said)) expect(state).toBe('deactivated');
  else expect(state).toBe(begun(said) || was === 'active' ? 'active' : 'staged');
}

/** What chance may leave out: let go, held back, in, out again; and nonsense. */
const wholeLife: Step[] = [
  { active: false },
  { start: 3, end: 5, active: true },
  { days: 4 },
  { days: 2 },
  { start: 5, end: 4, active: true },
];

test('whatever a directory says in whatever order, nobody is in outside of their dates', async () => {
  const { hired, tenant } = await world.feed();
  const seen = { staged: 0, active: 0, deactivated: 0, suspended: 0, refused: 0 };
  const lives = fc.array(step, { minLength: 3, maxLength: 9 });
  await fc.assert(
    fc.asyncProperty(lives, async (steps: Step[]) => {
      const ada = await hired({});
      let said: Said = { today: 0, start: undefined, end: undefined, active: true };
      for (const given of steps) {
        const next = after(said, given);
        const was = await ada.stands();
        if (given.days === undefined && (await send(ada, given, next))) {
          seen.refused += 1;
          continue;
        }
        world.pass(given.days ?? 0);
        await world.fire(tenant);
        said = next;
        const stands = await ada.stands();
        seen[stands.state] += 1;
        expectBound(said, stands);
        if (given.active) expectLetIn(said, was.state, stands);
      }
    }),
    { numRuns: 30, examples: [[wholeLife]] },
  );
  for (const count of [seen.staged, seen.active, seen.deactivated, seen.refused]) {
    expect(count).toBeGreaterThan(0);
  }
}, 60_000);
