import { afterEach, beforeEach, expect, test } from 'vitest';
import { outboxItem } from '#functions/adapters/dynamodb/outbox-item.ts';
import { type EventEnvelope, envelopesOf, type OutboxRecord } from '#shared/events/envelope.ts';
import { createNewId } from '#shared/kernel/uuid-v7.ts';
import { type Receiver, startReceiver } from './support/receiver.ts';
import { createWebhookWorld, type WebhookWorld } from './support/webhook-world.ts';

const HOUR = 3_600_000;
const newId = createNewId({ now: () => Date.now() });

let world: WebhookWorld;
let receiver: Receiver;

beforeEach(async () => {
  [world, receiver] = await Promise.all([createWebhookWorld(), startReceiver()]);
});
afterEach(() => receiver.close());

/** Changes of a subject as they are committed, each with two events; a directory of its own keeps them elsewhere. */
async function commit(subject: string, versions: number, visibility: 'tenant' | 'own' = 'tenant') {
  const events: EventEnvelope[] = [];
  for (let version = 1; version <= versions; version += 1) {
    const data = { userName: subject, active: version % 2 === 0, changed: ['active'] };
    const record: OutboxRecord = {
      id: newId(),
      time: new Date().toISOString(),
      tenant: 'acme',
      subject: { type: 'User', id: subject },
      version,
      actor: { type: 'directory', id: 'okta' },
      cause: 'scim',
      requestId: 'request-1',
      happenings: [
        { type: 'user.updated', data },
        { type: data.active ? 'user.reactivated' : 'user.deactivated', data },
      ],
    };
    const scope = { tenantId: 'acme', directoryId: 'okta', visibility };
    await world.table.put(outboxItem(scope, record), 'attribute_not_exists(pk)');
    events.push(...envelopesOf(record));
  }
  return events;
}

const idsOf = (subject: string) =>
  receiver.received
    .filter(({ body }) => JSON.parse(body).data.subject.id === subject)
    .map(({ id }) => id);

test.each(['tenant', 'own'] as const)(
  'events of one subject arrive in order, in whatever order they come (%s)',
  async (visibility) => {
    await world.endpoint(receiver.url, { ordered: true });
    const ada = await commit('ada', 4, visibility);
    const alan = await commit('alan', 2, visibility);
    for (const event of [...ada, ...alan].toReversed()) await world.dispatch(event);
    await world.deliver();
    await world.pass(60_000);
    expect(idsOf('ada')).toEqual(ada.map(({ id }) => id));
    expect(idsOf('alan')).toEqual(alan.map(({ id }) => id));
  },
);

test('a failing event holds up the later ones of its subject, and nobody else', async () => {
  await world.endpoint(receiver.url, { ordered: true });
  const ada = await commit('ada', 3);
  const alan = await commit('alan', 3);
  const [bad] = ada;
  receiver.answering = ({ id }) => (id === bad?.id && receiver.received.length < 12 ? 500 : 200);
  await world.dispatch(...ada, ...alan);
  await world.deliver();
  await world.pass(60_000);
  expect(new Set(idsOf('ada'))).toEqual(new Set([bad?.id]));
  expect(idsOf('alan')).toEqual(alan.map(({ id }) => id));
  await world.pass(24 * HOUR);
  const arrived = idsOf('ada').filter((id) => id !== bad?.id);
  expect(arrived).toEqual(ada.slice(1).map(({ id }) => id));
});

test('what is given up on holds up nobody any longer', async () => {
  await world.endpoint(receiver.url, { ordered: true });
  const ada = await commit('ada', 2);
  const [bad] = ada;
  receiver.answering = ({ id }) => (id === bad?.id ? 500 : 200);
  await world.dispatch(...ada);
  await world.deliver();
  await world.pass(90 * HOUR);
  expect(idsOf('ada').slice(-3)).toEqual(ada.slice(1).map(({ id }) => id));
});

test('what waits spends none of its attempts, though the endpoint is down meanwhile', async () => {
  const { endpoint } = await world.endpoint(receiver.url, { ordered: true });
  const [bad, ...waiting] = await commit('ada', 2);
  receiver.answering = ({ id }) => (id === bad?.id ? 500 : 200);
  await world.dispatch(...(bad ? [bad] : []), ...waiting);
  await world.deliver();
  await world.pass(24 * HOUR);
  const { failures } = await world.store.gate('acme', endpoint.id);
  expect(failures).toBeGreaterThan(5);
  const deliveries = await world.store.deliveries('acme', endpoint.id, { limit: 10 });
  expect(deliveries.map(({ attempts }) => attempts)).toEqual([0, 0, 0, failures]);
});

test('what came before the endpoint is not waited for; what was never dispatched, for an hour', async () => {
  const before = await commit('ada', 2);
  await new Promise((go) => setTimeout(go, 5));
  await world.endpoint(receiver.url, { ordered: true, types: ['user.updated'] });
  await world.dispatch(...before.slice(2));
  await world.deliver();
  expect(idsOf('ada')).toEqual([before[2]?.id]);

  const [, , late] = await commit('alan', 2);
  if (!late) throw new Error('Nothing was committed.');
  await world.dispatch(late);
  await world.deliver();
  await world.pass(60_000);
  expect(idsOf('alan')).toEqual([]);
});
