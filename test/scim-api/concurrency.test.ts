import { beforeAll, describe, expect, test } from 'vitest';
import { type FaultyClient, withFaults } from '../support/faults.ts';
import { newTable } from '../support/new-table.ts';
import { type Answer, type Client, createWorld, type World } from '../support/world.ts';
import { checkHistory } from './history/check-history.ts';
import type { History, Observation } from './history/observation.ts';
import { groupBody, patchBody, userBody } from './support/request-bodies.ts';

const CLIENTS = 50;
const ROUNDS = 3;

interface Subject {
  readonly path: string;
  /** What the two values are that a client adds and removes, and nobody else does. */
  readonly valuesOf: (client: number) => readonly [string, string];
  readonly add: (value: string) => object;
  readonly remove: (value: string) => object;
  readonly shown: (answer: Answer) => readonly string[] | undefined;
}

let world: World;
let faulty: FaultyClient;
let client: Client;
let users: string[];
let time = 0;

const versionOf = ({ headers }: Answer) => Number(/\d+/.exec(headers.get('etag') ?? '')?.[0]);

/** Of all attempts at a transaction one in five meets a conflict; of all calls one in twenty is throttled. */
function misfortune(seed: number) {
  let state = seed;
  const chance = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return (command: string) => {
    if (command === 'TransactWriteItemsCommand' && chance() < 0.2) return 'conflict' as const;
    return chance() < 0.05 ? ('throttle' as const) : undefined;
  };
}

beforeAll(async () => {
  const { client: dynamoDB, tableName } = await newTable();
  faulty = withFaults(dynamoDB);
  world = await createWorld({ client: dynamoDB, tableName });
  client = await world.directory('strict');
  const names = Array.from({ length: 2 * CLIENTS }, (_, n) => `member${n}`);
  const created = await Promise.all(names.map((name) => client('POST', '/Users', userBody(name))));
  users = created.map(({ body }) => body.id);
});

async function observe(
  who: number,
  { path, shown }: Subject,
  action: Observation['action'],
  body?: object,
  ifMatch?: number,
): Promise<Observation> {
  time += 1;
  const from = time;
  const headers = ifMatch === undefined ? {} : { 'if-match': `W/"${ifMatch}"` };
  const answer = await client(body ? 'PATCH' : 'GET', path, body, headers);
  time += 1;
  const values = answer.status === 200 ? shown(answer) : undefined;
  return {
    client: who,
    from,
    to: time,
    action,
    ...(ifMatch !== undefined && { ifMatch }),
    status: answer.status,
    ...(answer.status < 300 && { version: versionOf(answer) }),
    ...(values && { values }),
  };
}

/** Adds a value of its own, reads, and takes it away again if nobody changed anything since. */
async function live(who: number, subject: Subject): Promise<Observation[]> {
  const seen: Observation[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const value = subject.valuesOf(who)[round % 2] ?? '';
    const alreadyThere = seen.findLast(
      ({ action, status }) => 'value' in action && action.value === value && status < 300,
    );
    if (alreadyThere?.action.do !== 'add') {
      seen.push(await observe(who, subject, { do: 'add', value }, subject.add(value)));
    }
    const read = await observe(who, subject, { do: 'read' });
    seen.push(read);
    const isThere = read.values?.includes(value) ?? false;
    if (!isThere || (who + round) % 2 === 0) continue;
    const remove = { do: 'remove', value } as const;
    seen.push(await observe(who, subject, remove, subject.remove(value), read.version));
  }
  return seen;
}

async function historyOf(subject: Subject, mayShowNewer: boolean): Promise<History> {
  const state = async () => {
    const answer = await client('GET', subject.path);
    return { version: versionOf(answer), values: subject.shown(answer) ?? [] };
  };
  const before = await state();
  faulty.setFaults(misfortune(20_261_122));
  const lives = Array.from({ length: CLIENTS }, (_, who) => live(who, subject));
  const observations = (await Promise.all(lives)).flat();
  faulty.setFaults(undefined);
  return { before, after: await state(), observations, mayShowNewer };
}

function expectSound(history: History): void {
  expect(checkHistory(history)).toEqual([]);
  const count = (matches: (each: Observation) => boolean) =>
    history.observations.filter(matches).length;
  expect(count(({ action, status }) => action.do === 'add' && status < 300)).toBeGreaterThan(
    CLIENTS,
  );
  expect(count(({ status }) => status === 412)).toBeGreaterThan(0);
}

describe(`${CLIENTS} clients at once, with throttles and conflicts`, () => {
  test('no change of one user is lost, torn or failed', async () => {
    const { body } = await client('POST', '/Users', userBody('shared'));
    const history = await historyOf(
      {
        path: `/Users/${body.id}`,
        valuesOf: (who) => [`first-${who}`, `second-${who}`],
        add: (value) => patchBody({ op: 'add', path: 'roles', value: [{ value }] }),
        remove: (value) => patchBody({ op: 'remove', path: `roles[value eq "${value}"]` }),
        shown: (answer) => (answer.body.roles ?? []).map((role: { value: string }) => role.value),
      },
      false,
    );
    expectSound(history);
  });

  test('no change of one group is lost, torn or failed', async () => {
    const { body } = await client('POST', '/Groups', groupBody('Shared'));
    const history = await historyOf(
      {
        path: `/Groups/${body.id}`,
        valuesOf: (who) => [users[2 * who] ?? '', users[2 * who + 1] ?? ''],
        add: (value) => patchBody({ op: 'add', path: 'members', value: [{ value }] }),
        remove: (value) => patchBody({ op: 'remove', path: `members[value eq "${value}"]` }),
        shown: (answer) => (answer.body.members ?? []).map((each: { value: string }) => each.value),
      },
      true,
    );
    expectSound(history);
  });
});
