import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import {
  type LifecycleState,
  legalMoves,
  lifecycleStates,
  type Mover,
  stateOf,
} from '#shared/identity/lifecycle-state.ts';
import type { Mandate } from '#shared/identity/ports.ts';
import { setState } from '#shared/identity/set-state.ts';
import { acme, mandate } from '../support/people.ts';
import { type Client, createWorld, type World } from '../support/world.ts';
import { enter, expected, type Model, movers, type Step } from './lifecycle-model.ts';

let world: World;
let okta: Client;

beforeAll(async () => {
  world = await createWorld();
  okta = await world.directory('okta', { id: 'okta' });
});

function by(type: Mover): Mandate {
  const cause = type === 'admin' || type === 'policy' || type === 'rule' ? type : 'cascade';
  return { ...mandate, actor: { type, id: `a-${type}` }, cause };
}

const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      route: fc.constant('named' as const),
      mover: fc.constantFrom(...movers),
      to: fc.constantFrom(...lifecycleStates),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      route: fc.constantFrom('patch' as const, 'put' as const, 'patch and rename' as const),
      active: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ route: fc.constantFrom('patch away' as const, 'put without' as const) }),
  },
);

/** Suspended, let go, brought back, let go; and released, while the directory does not want them. */
const heldAndLetGo: Step[] = [
  { route: 'named', mover: 'admin', to: 'suspended' },
  { route: 'patch', active: false },
  { route: 'put', active: true },
  { route: 'patch and rename', active: false },
  { route: 'named', mover: 'admin', to: 'active' },
];

const body = (userName: string, more: object = {}) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
  userName,
  ...more,
});

const patch = (...Operations: object[]) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations,
});

const as = (mover: (typeof movers)[number], to: LifecycleState): Step => ({
  route: 'named',
  mover,
  to,
});
/** Walked each time: it is refused what chance may leave out. */
const refusedWalk: Step[] = [
  as('user', 'suspended'),
  as('connection', 'deactivated'),
  as('system', 'staged'),
  as('policy', 'staged'),
  as('admin', 'suspended'),
  as('rule', 'active'),
  as('user', 'active'),
];

let people = 0;

interface Person {
  readonly id: string;
  readonly userName: string;
}

async function arrive(): Promise<Person> {
  people += 1;
  const userName = `p${people}@example.com`;
  const { status, body: created } = await okta('POST', '/Users', body(userName));
  expect(status).toBe(201);
  return { id: created.id, userName };
}

/** Takes the step for real; whether it was refused. */
async function take({ id, userName }: Person, step: Step, count: number): Promise<boolean> {
  if (step.route === 'named') {
    try {
      await setState(world.ports, by(step.mover), id, step.to, { reason: 'why', rule: 'r-1' });
      return false;
    } catch (error) {
      expect(error).toMatchObject({ code: 'conflict' });
      return true;
    }
  }
  const { status, body: answer } = await send(id, userName, step, count);
  if (status < 300) return false;
  expect(answer).toMatchObject({ status: '400', scimType: 'mutability' });
  return true;
}

async function send(
  id: string,
  userName: string,
  step: Exclude<Step, { route: 'named' }>,
  count: number,
) {
  const at = `/Users/${id}`;
  switch (step.route) {
    case 'patch':
      return await okta('PATCH', at, patch({ op: 'replace', path: 'active', value: step.active }));
    case 'patch and rename': {
      const value = { active: step.active, nickName: `n${count}` };
      return await okta('PATCH', at, patch({ op: 'replace', value }));
    }
    case 'patch away':
      return await okta('PATCH', at, patch({ op: 'remove', path: 'active' }));
    case 'put':
      return await okta('PUT', at, body(userName, { active: step.active }));
    case 'put without':
      return await okta('PUT', at, body(userName));
    case 'delete':
      return await okta('DELETE', at);
  }
}

/** The events that tell of the state, and the last of all. */
async function history(id: string) {
  const rows = await world.table.query({
    ...{ pk: `T#acme#USER#${id}`, between: ['EVENT#', 'EVENT#~'] as const },
  });
  return rows.flatMap((row) => JSON.parse(row['record']?.S ?? '').happenings);
}

test('whoever moves a user by whatever route, the machine does what the model says', async () => {
  const refusals = new Set<string>();
  const held = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 4, maxLength: 12 }), async (walk) => {
      const person = await arrive();
      const model: Model = { state: 'active', held: false, letGo: false, epoch: 0 };
      for (const [count, step] of walk.entries()) {
        const to = expected(model, step);
        expect(await take(person, step, count)).toBe(to === 'refused');
        if (to === 'refused') refusals.add(`${model.state}: ${JSON.stringify(step)}`);
        else enter(model, to, step);
        if (model.held) held.add(model.state);
        const record = await world.store.resource(acme, 'User', person.id);
        if (!record) throw new Error('The user is gone.');
        expect({ state: stateOf(record), epoch: record.epoch }).toEqual({
          state: model.state,
          epoch: model.epoch,
        });
        const { body: shown } = await okta('GET', `/Users/${person.id}`);
        expect(shown.active === true).toBe(model.state === 'active');
        const last = (await history(person.id)).at(-1);
        expect(last.data).toMatchObject({ state: model.state, active: model.state === 'active' });
      }
      expect((await okta('DELETE', `/Users/${person.id}`)).status).toBe(204);
    }),
    { numRuns: 15, examples: [[heldAndLetGo], [refusedWalk]] },
  );
  expect(refusals.size).toBeGreaterThan(5);
  expect(held).toEqual(new Set(['suspended', 'deactivated']));
});

test('a move names its state, reason and rule in one event, and a second one like it is none', async () => {
  const { id } = await arrive();
  const because = { reason: 'Laptop lost', rule: 'r-1' };
  const once = await setState(world.ports, by('rule'), id, 'suspended', because);
  const twice = await setState(world.ports, by('policy'), id, 'suspended', because);
  expect(once.state).toMatchObject({ name: 'suspended', by: 'rule' });
  expect(twice).toEqual(once);
  const told = await history(id);
  expect(told.map(({ type }) => type)).toEqual(['user.created', 'user.suspended']);
  expect(told.at(-1).data).toEqual({
    ...{ userName: expect.any(String), active: false, state: 'suspended', changed: ['active'] },
    ...because,
  });
});

test('each move has one name, and one of a state that has none before the move is not another', async () => {
  const { id } = await arrive();
  const way = ['staged', 'active', 'suspended', 'active', 'suspended', 'deactivated', 'active'];
  for (const to of way as LifecycleState[]) await setState(world.ports, by('admin'), id, to);
  const types = (await history(id)).map(({ type }) => type);
  expect(types.slice(1)).toEqual([
    'user.staged',
    'user.activated',
    'user.suspended',
    'user.reactivated',
    'user.suspended',
    'user.deactivated',
    'user.reactivated',
  ]);
});

test('a refusal says where the user stands and where they can go', async () => {
  const { id } = await arrive();
  await setState(world.ports, by('admin'), id, 'suspended');
  await expect(setState(world.ports, by('admin'), id, 'staged')).rejects.toThrow(
    'A user who is suspended cannot become staged this way; from here they can become active or deactivated or deleted.',
  );
  await expect(setState(world.ports, by('rule'), id, 'active')).rejects.toThrow(
    'an administrator has to reactivate them',
  );
});

test('every state can be left, and nobody is deleted by a rule or of their own', () => {
  for (const state of lifecycleStates) {
    expect(Object.keys(legalMoves[state]).length).toBeGreaterThan(1);
    for (const mover of ['rule', 'user', 'system', 'connection'] as const) {
      expect(legalMoves[state].deleted).not.toContain(mover);
    }
  }
});
