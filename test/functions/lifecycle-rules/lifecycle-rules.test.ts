import type { SQSEvent } from 'aws-lambda';
import { beforeAll, expect, test } from 'vitest';
import { callWebhook } from '#functions/lifecycle-rules/call-webhook.ts';
import { lifecycleRules } from '#functions/lifecycle-rules/lifecycle-rules.ts';
import { sharedScope } from '#shared/identity/scope.ts';
import { parseJson } from '#shared/kernel/json.ts';
import { type AdminWorld, createAdminWorld } from '../../admin/support/admin-world.ts';
import { userBody } from '../../scim-api/support/request-bodies.ts';

let world: AdminWorld;
let id = '';
beforeAll(async () => {
  world = await createAdminWorld();
  const path = await world.directory('acme', 'hr', { dialect: 'strict' });
  const { token } = (await world.admin('POST', `${path}/tokens`, {})).body;
  id = (await world.scim(token)('POST', '/Users', userBody('ada'))).body.id;
  await world.publishAll('acme');
});

const message = (messageId: string, body: unknown) => ({
  messageId,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

test('acts on the events of a batch, calls webhooks once, and asks for those again that failed', async () => {
  const webhook = await world.admin('POST', '/tenants/acme/webhooks', {
    url: 'https://hooks.example.com/rollcall',
    types: ['webhook.disabled'],
  });
  const put = await world.admin('PUT', '/tenants/acme/rules/welcome', {
    on: { type: ['user.created'] },
    actions: [{ assignRole: 'member' }, { callWebhook: webhook.body.id }],
  });
  expect(put.status).toBe(200);
  const { events } = (await world.admin('GET', '/tenants/acme/events?types=user.created')).body;
  const handler = lifecycleRules({
    ...world.ports,
    rules: world.rules,
    userTypes: world.userTypes,
    callWebhook: callWebhook(world.webhooks),
  });
  const batch = {
    Records: [
      message('1', events[0]),
      message('2', 'no event'),
      message('3', { ...events[0], tenant: '' }),
      message('4', events[0]),
      message('5', parseJson(JSON.stringify({ ...events[0], tenant: 'nobody' }))),
    ],
  } as SQSEvent;
  const { batchItemFailures } = await handler(batch);
  expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(['2', '3']);
  const shown = await world.store.resource(sharedScope('acme'), 'User', id);
  expect(shown).toMatchObject({ version: 2, roles: [{ role: 'member', by: 'welcome' }] });
  const path = `/tenants/acme/webhooks/${webhook.body.id}/deliveries`;
  const { deliveries } = (await world.admin('GET', path)).body;
  expect(deliveries.map(({ eventId }: { eventId: string }) => eventId)).toEqual([events[0].id]);
});
