import { expect, test } from 'vitest';
import type { BusEvent } from '#infra/local/event-bridge/put-events.ts';
import { eventLine } from '#infra/local/event-line.ts';

const EVENT: BusEvent = {
  version: '0',
  id: '1',
  'detail-type': 'user.created',
  source: 'rollcall',
  account: '000000000000',
  time: '2026-11-22T04:15:37Z',
  region: 'us-east-1',
  resources: [],
  detail: {
    time: '2026-11-22T04:15:37.123Z',
    type: 'user.created',
    tenant: 'acme',
    subject: { type: 'User', id: 'u1' },
    version: 3,
    actor: { type: 'directory', id: 'okta' },
    cause: 'scim',
  },
};

test('shows time, type, subject, version, actor and cause', () => {
  expect(eventLine(EVENT)).toBe(
    '2026-11-22T04:15:37.123Z  user.created          acme/User u1 v3  by directory okta (scim)',
  );
});

test('shows what it can of an event of somebody else', () => {
  expect(eventLine({ ...EVENT, source: 'mine', detail: {} })).toBe(
    '2026-11-22T04:15:37Z  user.created  from mine',
  );
});
