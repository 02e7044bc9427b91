import { expect, test } from 'vitest';
import { stateOf } from '#shared/identity/lifecycle-state.ts';
import { setState } from '#shared/identity/set-state.ts';
import { approveRun, releaseStop } from '#shared/lifecycle/approve-run.ts';
import { mandate, newGroup } from '../support/people.ts';
import {
  byAdmin,
  createLifecycleWorld,
  type LifecycleWorld,
  ladder,
} from './support/lifecycle-world.ts';

async function stateAfter(world: LifecycleWorld, id: string, days: number): Promise<string> {
  await world.pass(days);
  const user = await world.user(id);
  return user ? stateOf(user) : 'deleted';
}

test('whoever is not seen any more is warned, suspended, deactivated and deleted, each on its day', async () => {
  const world = await createLifecycleWorld();
  await world.setPolicy(ladder);
  const ada = await world.person('ada');
  await world.seen(ada.id);
  await world.pass(59);
  expect(await world.events(ada.id)).toEqual(['user.created']);
  expect(await stateAfter(world, ada.id, 1)).toBe('active');
  expect((await world.events(ada.id)).at(-1)).toBe('lifecycle.warned');
  expect(await stateAfter(world, ada.id, 29)).toBe('active');
  expect(await stateAfter(world, ada.id, 1)).toBe('suspended');
  expect(await stateAfter(world, ada.id, 29)).toBe('suspended');
  expect(await stateAfter(world, ada.id, 1)).toBe('deactivated');
  expect(await stateAfter(world, ada.id, 59)).toBe('deactivated');
  expect(await stateAfter(world, ada.id, 1)).toBe('deleted');
  expect(await world.events(ada.id)).toEqual([
    'user.created',
    'lifecycle.warned',
    ...['user.suspended', 'lifecycle.suspended'],
    ...['user.deactivated', 'lifecycle.deactivated'],
    ...['user.deleted', 'lifecycle.deleted'],
  ]);
});

test('whoever came back begins anew, by whatever way they came', async () => {
  const world = await createLifecycleWorld();
  await world.setPolicy(ladder);
  const [signsIn, letIn, sameDay] = [
    await world.person('signs-in'),
    await world.person('let-in'),
    await world.person('same-day'),
  ];
  await world.pass(60);
  await world.seen(sameDay.id);
  await world.pass(20);
  await world.seen(signsIn.id);
  await world.pass(10);
  expect(stateOf(await existing(world, letIn.id))).toBe('suspended');
  await setState(
    world.ports,
    { ...mandate, cause: 'admin', actor: { type: 'admin', id: 'a' } },
    letIn.id,
    'active',
  );
  await world.pass(29);
  for (const { id } of [signsIn, letIn, sameDay]) {
    expect(stateOf(await existing(world, id))).toBe('active');
  }
  await world.pass(31);
  // All of them are warned once more before anything else.
  for (const { id } of [signsIn, letIn, sameDay]) {
    const warnings = (await world.events(id)).filter((type) => type === 'lifecycle.warned');
    expect(warnings).toHaveLength(2);
    expect(stateOf(await existing(world, id))).toBe('active');
  }
});

async function existing(world: LifecycleWorld, id: string) {
  const user = await world.user(id);
  if (!user) throw new Error(`${id} is gone.`);
  return user;
}

test('who was let in again and dismissed soon after is deleted no sooner than if they had been seen', async () => {
  const world = await createLifecycleWorld();
  await world.setPolicy(ladder);
  const { id } = await world.person('ada');
  for (const days of [60, 30, 30]) await world.pass(days);
  await setState(world.ports, mandate, id, 'active');
  await world.pass(5);
  await setState(world.ports, mandate, id, 'deactivated');
  await world.pass(120);
  expect(await world.user(id)).toBeDefined();
  await world.pass(60);
  expect(await world.user(id)).toBeUndefined();
});

test('groups, a filter, roles, a legal hold and being the last keep somebody out of it', async () => {
  const world = await createLifecycleWorld();
  const names = ['plain', 'member', 'nested', 'held', 'last', 'service'];
  const people = await Promise.all(names.map((name) => world.person(name)));
  const [plain, member, nested, held, last, service] = people.map(({ id }) => id) as string[];
  const inner = await newGroup(world.ports, 'Inner', [nested ?? '']);
  const outer = await newGroup(world.ports, 'Outer', [member ?? '', inner.id]);
  const admins = await newGroup(world.ports, 'Admins', [last ?? '', plain ?? '']);
  await world.setPolicy({
    ...ladder,
    exclude: {
      groups: [outer.id],
      matching: 'userName eq "service@example.com"',
      lastOf: { groups: [admins.id] },
    },
  });
  await world.pass(1);
  await world.hold(held ?? '');
  await world.pass(60);
  await world.pass(30);
  const states = await Promise.all(
    people.map(async ({ id }) => stateOf(await existing(world, id))),
  );
  const byName = Object.fromEntries(names.map((name, index) => [name, states[index]]));
  // One of the two admins went; which of them is nobody's concern.
  expect([byName['plain'], byName['last']].toSorted()).toEqual(['active', 'suspended']);
  expect(byName).toMatchObject({
    member: 'active',
    nested: 'active',
    held: 'active',
    service: 'active',
  });
  for (const id of [member, nested, held, service]) {
    expect(await world.events(id)).not.toContain('lifecycle.warned');
  }
  await world.hold(held ?? '', false);
  await world.pass(1);
  expect(await world.events(held)).toContain('lifecycle.warned');
});

test('of those who never signed in, the policy says in so many words what becomes', async () => {
  const world = await createLifecycleWorld();
  await world.setPolicy({ ...ladder, neverSignedIn: 'ignore' });
  const { id } = await world.person('never');
  await world.pass(120);
  expect(await world.events(id)).toEqual(['user.created']);
  await world.setPolicy({ ...ladder, neverSignedIn: 130 });
  await world.pass(9);
  expect(await world.events(id)).toEqual(['user.created']);
  await world.pass(1);
  expect(await world.events(id)).toEqual(['user.created', 'lifecycle.warned']);
});

test('a silent sign-in stops the policy until somebody releases it', async () => {
  const world = await createLifecycleWorld();
  await world.setPolicy(ladder);
  const { id } = await world.person('ada');
  await world.seen(id);
  await world.pass(55);
  // A weekend and a day are nothing out of the ordinary.
  expect(await world.pass(4, { silent: true })).toBe('idle');
  expect(await world.pass(1, { silent: true })).toBe('stopped');
  expect(await world.pass(60)).toBe('stopped');
  expect(await world.events()).toEqual(['lifecycle.policy_changed', 'lifecycle.stopped']);
  expect(stateOf(await existing(world, id))).toBe('active');
});

test('a plan made before the silence is not executed in it', async () => {
  const world = await createLifecycleWorld();
  await world.setPolicy({ ...ladder, mode: 'approve' });
  const { id } = await world.person('ada');
  await world.seen(id);
  expect(await world.pass(60)).toBe('waiting');
  const { run } = await world.lifecycle.sweep('acme');
  const approval = { runId: run?.id ?? '', hash: run?.hash ?? '' };
  await approveRun(world.ports, byAdmin, 'acme', approval);
  expect(await world.pass(5, { silent: true })).toBe('stopped');
  expect(await world.events(id)).toEqual(['user.created']);
  await releaseStop(world.ports, byAdmin, 'acme');
  expect(await world.sweep()).toBe('idle');
  expect(await world.events(id)).toEqual(['user.created', 'lifecycle.warned']);
});

test('the brake stops a plan as a whole, over restarts, and a release lets it through once', async () => {
  const world = await createLifecycleWorld();
  await world.setPolicy({
    ...ladder,
    stages: { suspend: { inactiveDays: 90 } },
    neverSignedIn: 90,
    brake: { perRun: { count: 5, percent: 50 }, perDay: { count: 8, percent: 100 } },
  });
  const people = await Promise.all(Array.from({ length: 6 }, (_, n) => world.person(`p${n}`)));
  expect(await world.pass(90)).toBe('stopped');
  expect(await world.pass(3)).toBe('stopped');
  const states = async () =>
    (await Promise.all(people.map(({ id }) => existing(world, id)))).map(stateOf);
  expect(new Set(await states())).toEqual(new Set(['active']));
  expect((await world.events()).at(-1)).toBe('lifecycle.stopped');
  await releaseStop(world.ports, byAdmin, 'acme');
  expect(await world.sweep()).toBe('idle');
  expect(new Set(await states())).toEqual(new Set(['suspended']));
  expect((await world.events()).slice(-2)).toEqual([
    'lifecycle.released',
    'lifecycle.run_completed',
  ]);
});

test('a plan waits for the approval of exactly what it holds, and passes over who came back', async () => {
  const world = await createLifecycleWorld();
  await world.setPolicy({ ...ladder, mode: 'approve' });
  const [away, back] = [await world.person('away'), await world.person('back')];
  expect(await world.pass(60)).toBe('waiting');
  const { run } = await world.lifecycle.sweep('acme');
  expect(run?.planned).toEqual({ warn: 2, suspend: 0, deactivate: 0, delete: 0 });
  const refused = approveRun(world.ports, byAdmin, 'acme', { runId: run?.id ?? '', hash: '0' });
  await expect(refused).rejects.toMatchObject({ code: 'conflict' });
  await world.seen(back.id);
  const hash = run?.hash ?? '';
  await approveRun(world.ports, byAdmin, 'acme', { runId: run?.id ?? '', hash });
  expect(await world.sweep()).toBe('idle');
  expect(await world.events(away.id)).toContain('lifecycle.warned');
  expect(await world.events(back.id)).not.toContain('lifecycle.warned');
  expect((await world.lifecycle.sweep('acme')).run).toMatchObject({
    phase: 'done',
    taken: { warn: 1 },
    skipped: { changed: 1 },
  });
});

test('whoever is let in again after the last stage is found anew', async () => {
  const world = await createLifecycleWorld();
  await world.setPolicy({
    ...ladder,
    stages: { suspend: { inactiveDays: 90 } },
    neverSignedIn: 90,
  });
  const { id } = await world.person('ada');
  await world.pass(90);
  await world.pass(40);
  await setState(world.ports, mandate, id, 'active');
  await world.pass(60);
  expect(stateOf(await existing(world, id))).toBe('active');
  await world.pass(30);
  expect(stateOf(await existing(world, id))).toBe('suspended');
});
