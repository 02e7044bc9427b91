import type { DeliveredEvent } from '#shared/webhooks/delivery.ts';

/** An event of the catalogue as the bus has it; `place` makes its id and its time. */
export function sampleEvent(place = 0, changes: Partial<DeliveredEvent> = {}): DeliveredEvent {
  const time = Date.parse('2026-03-02T09:00:00Z') + place;
  const hex = time.toString(16).padStart(12, '0');
  return {
    specversion: '1.0',
    source: 'rollcall',
    type: 'user.created',
    dataschema: 'urn:rollcall:event:user.created:1',
    id: `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-00000000ada0.0`,
    time: new Date(time).toISOString(),
    tenant: 'acme',
    subject: { type: 'User', id: '019cad3e-a1f0-7c31-9e02-5b7f44d8c610' },
    version: 1,
    actor: { type: 'directory', id: 'okta' },
    cause: 'scim',
    requestId: 'request-1',
    data: { userName: 'ada@acme.example', active: true, changed: ['userName'] },
    ...changes,
  } as DeliveredEvent;
}
