import type { SQSEvent } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { offboarding } from '#functions/offboarding/offboarding.ts';
import { setState } from '#shared/identity/set-state.ts';
import { endSession } from '#shared/sessions/end-session.ts';
import { createOffboardingWorld } from '../sessions/support/offboarding-world.ts';
import { acme, mandate, newUser } from '../support/people.ts';

type World = Awaited<ReturnType<typeof createOffboardingWorld>>;

let world: World;
beforeAll(async () => {
  world = await createOffboardingWorld();
});
afterAll(() => world.close());

const later: { body: string; seconds: number }[] = [];
beforeEach(() => {
  later.length = 0;
  world.told.length = 0;
});

function heardBy(bodies: readonly unknown[]) {
  const Records = bodies.map((body, index) => ({
    messageId: `m-${index}`,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  }));
  const handler = offboarding(world.offboarding, async (body, seconds) => {
    later.push({ body, seconds });
  });
  // Of a record only these are looked at.
  return handler({ Records } as unknown as SQSEvent);
}

async function eventOf(userId: string) {
  const { ending, tenantId } = await world.heard(userId);
  const { event: type, eventId: id, at: time, ...by } = ending;
  const subject = { type: 'User', id: userId };
  return {
    specversion: '1.0',
    source: 'rollcall',
    type,
    id,
    time,
    tenant: tenantId,
    subject,
    ...by,
    data: {},
  };
}

test('each message stands for itself: what fails comes again, and what is due later is put back', async () => {
  const [well, slow] = [
    await newUser(world.ports, 'well@x.y'),
    await newUser(world.ports, 'slow@x.y'),
  ];
  await world.session(well, [await world.app()]);
  await world.session(slow, [await world.app(503)]);
  for (const { id } of [well, slow]) await setState(world.ports, mandate, id, 'deactivated');
  const bodies = [
    await eventOf(well.id),
    await eventOf(slow.id),
    'rubbish',
    { type: 'user.created' },
  ];
  const { batchItemFailures } = await heardBy(bodies);
  expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(['m-2', 'm-3']);
  expect(later).toEqual([{ body: JSON.stringify(bodies[1]), seconds: 30 }]);
  expect(world.told).toHaveLength(2);
});

test('the end of one session is told to its apps alone', async () => {
  const user = await newUser(world.ports, 'two@x.y');
  const [one, two] = [await world.app(), await world.app()];
  const session = await world.session(user, [one]);
  await world.session(user, [two]);
  const by = { actor: mandate.actor, cause: 'sign-out', requestId: 'r' } as const;
  await endSession({ ...world.ports, sessions: world.sessions }, session, by);
  const time = new Date(world.clock.now()).toISOString();
  const id = `${world.ports.newId()}.0`;
  const event = { id, time, type: 'session.ended', tenant: 'acme', ...by };
  const subject = { type: 'Session', id: session.id };
  await heardBy([{ ...event, subject, data: { user: user.id } }]);
  expect(world.told).toMatchObject([{ path: `/${one.id}`, sid: session.id, sub: user.id }]);
  const [kept] = await world.offboarding.receipts.receiptsOf(acme, user.id, { limit: 1 });
  expect(kept?.receipt).toMatchObject({ state: 'closed', ending: { event: 'session.ended' } });
});
