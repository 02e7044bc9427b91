import { beforeAll, describe, expect, test } from 'vitest';
import { createOutbox } from '#functions/adapters/dynamodb/outbox.ts';
import { type EventEnvelope, envelopesOf } from '#shared/events/envelope.ts';
import { createUserTypes } from '#shared/identity/conditions/user-types.ts';
import { stateOf } from '#shared/identity/lifecycle-state.ts';
import { sharedScope } from '#shared/identity/scope.ts';
import { parseJson } from '#shared/kernel/json.ts';
import { applyRules, type Refused } from '#shared/lifecycle/rules/apply-rules.ts';
import type { LifecycleRule } from '#shared/lifecycle/rules/rule.ts';
import {
  employeeBody,
  groupBody,
  patchBody,
  userBody,
} from '../../scim-api/support/request-bodies.ts';
import { type Client, createWorld, type World } from '../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});

const rule = (id: string, made: object): LifecycleRule =>
  parseJson(JSON.stringify({ id, ...made })) as unknown as LifecycleRule;

/** A tenant with its rules, played by hand: who tells them of events, how often, and in which order. */
async function company(tenantId: string, rules: readonly LifecycleRule[]) {
  const hr: Client = await world.directory('strict', { tenantId, id: 'hr' });
  const scope = sharedScope(tenantId);
  const outbox = createOutbox(world.table);
  const called: string[] = [];
  const ports = {
    ...world.ports,
    userTypes: createUserTypes(world.declarations),
    callWebhook: async (endpointId: string, { id }: EventEnvelope) => {
      called.push(`${endpointId} ${id}`);
      return true;
    },
  };
  const told = new Set<string>();

  async function events(): Promise<EventEnvelope[]> {
    const { places } = await outbox.born(tenantId, 0, world.clock.now() + 1);
    const found = await outbox.at(places);
    return found.flatMap((each) => (typeof each === 'object' ? envelopesOf(each.record) : []));
  }

  /** Tells the rules of everything they have not heard, until nothing new comes of it. */
  async function settle(times = 1): Promise<Refused[]> {
    const refused: Refused[] = [];
    for (let rounds = 0; rounds < 20; rounds += 1) {
      const fresh = (await events()).filter(({ id }) => !told.has(id));
      if (fresh.length === 0) return refused;
      for (const event of fresh) {
        told.add(event.id);
        for (let n = 0; n < times; n += 1) refused.push(...(await applyRules(ports, rules, event)));
      }
    }
    throw new Error('The rules never come to an end.');
  }

  const user = async (id: string) => {
    const found = await world.store.resource(scope, 'User', id);
    if (!found) throw new Error('The user is gone.');
    return found;
  };
  const create = async (path: string, body: object): Promise<string> =>
    (await hr('POST', path, body)).body.id;
  return { hr, scope, ports, called, events, settle, user, create };
}

const DEPARTMENT = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department';
const set = (path: string, value: unknown) => patchBody({ op: 'replace', path, value });

const managers = rule('managers', {
  on: {
    type: ['user.created', 'user.updated'],
    data: { changed: [{ prefix: 'title' }, { suffix: ':department' }] },
  },
  when: { filter: `title co "Manager" and ${DEPARTMENT} eq "Sales"` },
  actions: [{ assignRole: 'editor' }],
  otherwise: [{ unassignRole: 'editor' }],
});

describe('title and department to roles', () => {
  test('a role comes and goes within one event of the change, and says by which rule', async () => {
    const acme = await company('acme', [managers]);
    const roles = async () => (await acme.user(id)).roles?.map(({ role, by }) => [role, by]);
    const sent = employeeBody('ada', { department: 'Sales' }, { title: 'Engineer' });
    const id = await acme.create('/Users', sent);
    await acme.settle();
    expect(await roles()).toBeUndefined();
    await acme.hr('PATCH', `/Users/${id}`, set('title', 'Manager'));
    await acme.settle();
    expect(await roles()).toEqual([['editor', 'managers']]);
    expect((await acme.events()).at(-1)).toMatchObject({
      ...{ type: 'user.updated', cause: 'rule', actor: { type: 'rule', id: 'managers' } },
      requestId: 'request-1~1',
    });
    await acme.hr('PATCH', `/Users/${id}`, set(DEPARTMENT, 'Legal'));
    await acme.settle();
    expect(await roles()).toBeUndefined();
  });

  test('events that come twice, or are about somebody else, change nothing further', async () => {
    const acme = await company('twice', [managers]);
    const sent = employeeBody('ada', { department: 'Sales' }, { title: 'Manager' });
    const id = await acme.create('/Users', sent);
    const other = await acme.create('/Users', userBody('alan'));
    await acme.settle(3);
    expect((await acme.user(id)).version).toBe(2);
    expect((await acme.user(other)).version).toBe(1);
    expect(await acme.events()).toHaveLength(3);
  });

  test('a disabled rule does nothing', async () => {
    const acme = await company('disabled', [{ ...managers, disabled: true }]);
    await acme.create('/Users', employeeBody('ada', { department: 'Sales' }, { title: 'Manager' }));
    await acme.settle();
    expect(await acme.events()).toHaveLength(1);
  });
});

describe('what rules do', () => {
  test('people go into groups and out of them, and groups move people', async () => {
    const acme = await company('groups', []);
    const sales = await acme.create('/Groups', groupBody('Sales'));
    const alumni = await acme.create('/Groups', groupBody('Alumni'));
    const rules = [
      rule('leavers', {
        on: { type: ['user.deactivated'] },
        actions: [{ removeFromGroup: sales }, { addToGroup: alumni }],
      }),
      rule('suspended-in-alumni', {
        on: { type: ['group.member_added'] },
        when: { group: { displayName: 'Alumni' } },
        actions: [{ assignRole: 'alumnus' }],
      }),
    ];
    const second = await company('groups-2', []);
    expect(second.scope.tenantId).toBe('groups-2');
    const id = await acme.create('/Users', userBody('ada'));
    await acme.hr(
      'PATCH',
      `/Groups/${sales}`,
      patchBody({ op: 'add', path: 'members', value: [{ value: id }] }),
    );
    await acme.hr('PATCH', `/Users/${id}`, set('active', false));
    const told = await acme.events();
    for (const event of told) await applyRules(acme.ports, rules, event);
    const fresh = (await acme.events()).slice(told.length);
    expect(fresh.map(({ type }) => type).toSorted()).toEqual([
      'group.member_added',
      'group.member_removed',
    ]);
    for (const event of fresh) await applyRules(acme.ports, rules, event);
    expect((await acme.user(id)).roles).toMatchObject([{ role: 'alumnus', source: 'rule' }]);
  });

  test('a state names its rule in the event, and one that is none is refused, not tried again', async () => {
    const acme = await company('states', [
      rule('contractors', {
        on: { type: ['user.updated'], data: { changed: ['userType'] } },
        when: { filter: 'userType eq "Contractor"' },
        actions: [{ setState: 'suspended' }],
      }),
    ]);
    const id = await acme.create('/Users', userBody('ada'));
    await acme.hr('PATCH', `/Users/${id}`, set('userType', 'Contractor'));
    expect(await acme.settle()).toEqual([]);
    expect(stateOf(await acme.user(id))).toBe('suspended');
    expect((await acme.events()).at(-1)).toMatchObject({
      type: 'user.suspended',
      data: { state: 'suspended', rule: 'contractors' },
    });
    await acme.hr('PATCH', `/Users/${id}`, set('active', false));
    await acme.hr('PATCH', `/Users/${id}`, set('userType', 'None'));
    expect(await acme.settle()).toEqual([]);
    await acme.hr('PATCH', `/Users/${id}`, set('userType', 'Contractor'));
    expect(await acme.settle()).toEqual([
      {
        ...{ rule: 'contractors', action: { setState: 'suspended' } },
        why: expect.stringContaining('who is deactivated cannot become suspended'),
      },
    ]);
  });

  test('a webhook is called with the event that the rule heard', async () => {
    const acme = await company('calls', [
      rule('call', { on: { type: ['user.created'] }, actions: [{ callWebhook: 'w-1' }] }),
    ]);
    await acme.create('/Users', userBody('ada'));
    await acme.settle();
    expect(acme.called).toEqual([`w-1 ${(await acme.events())[0]?.id}`]);
  });
});

describe('what does not happen', () => {
  test('rules that undo each other end after three steps', async () => {
    const acme = await company('circle', [
      rule('down', { on: { type: ['user.reactivated'] }, actions: [{ setState: 'suspended' }] }),
      rule('up', { on: { type: ['user.suspended'] }, actions: [{ setState: 'active' }] }),
    ]);
    const id = await acme.create('/Users', userBody('ada'));
    await acme.hr('PATCH', `/Users/${id}`, set('active', false));
    await acme.hr('PATCH', `/Users/${id}`, set('active', true));
    const refused = await acme.settle();
    expect(refused).toMatchObject([
      { why: '3 rules have acted because of one another; it ends here.' },
    ]);
    const byRules = (await acme.events()).filter(({ cause }) => cause === 'rule');
    expect(byRules.map(({ requestId }) => requestId)).toEqual([
      'request-1~1',
      'request-1~2',
      'request-1~3',
    ]);
  });

  test('an event that comes after the person came back does nothing', async () => {
    const acme = await company('late', [
      rule('late', { on: { type: ['user.deactivated'] }, actions: [{ assignRole: 'gone' }] }),
    ]);
    const id = await acme.create('/Users', userBody('ada'));
    await acme.hr('PATCH', `/Users/${id}`, set('active', false));
    await acme.hr('PATCH', `/Users/${id}`, set('active', true));
    await acme.settle();
    expect((await acme.user(id)).roles).toBeUndefined();
  });

  test('a state comes last, so that an event told again after it skips nothing', async () => {
    const rules = [
      rule('first', { on: { type: ['user.created'] }, actions: [{ setState: 'suspended' }] }),
      rule('then', { on: { type: ['user.created'] }, actions: [{ callWebhook: 'w-1' }] }),
    ];
    const acme = await company('last', rules);
    const id = await acme.create('/Users', userBody('ada'));
    const [created] = await acme.events();
    if (!created) throw new Error('Nothing happened.');
    const down = {
      ...acme.ports,
      callWebhook: () => Promise.reject(new Error('the queue is away')),
    };
    await expect(applyRules(down, rules, created)).rejects.toThrow('the queue is away');
    expect(stateOf(await acme.user(id))).toBe('active');
    await applyRules(acme.ports, rules, created);
    expect(stateOf(await acme.user(id))).toBe('suspended');
    expect(acme.called).toHaveLength(1);
  });

  test('nobody is found who was deleted meanwhile', async () => {
    const acme = await company('deleted', [managers]);
    const id = await acme.create(
      '/Users',
      employeeBody('a', { department: 'Sales' }, { title: 'Manager' }),
    );
    await acme.hr('DELETE', `/Users/${id}`);
    expect(await acme.settle()).toEqual([]);
  });
});
