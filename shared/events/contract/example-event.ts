import { catalogue, type EventType, type Happening } from '#shared/events/catalogue.ts';
import { type EventEnvelope, envelopesOf } from '#shared/events/envelope.ts';

/** One event of the type as it could arrive, for documents and for those who build a consumer. */
export function exampleEvent(type: EventType): EventEnvelope {
  const happening = { type, data: catalogue[type].example } as Happening;
  const subjectTypes = {
    user: 'User',
    group: 'Group',
    resource: 'Device',
    webhook: 'Webhook',
  } as const;
  const [kind] = type.split('.', 1) as [keyof typeof subjectTypes];
  const [event] = envelopesOf({
    id: '019cad3e-a1f0-7c31-9e02-5b7f44d8c610',
    time: '2026-11-22T09:00:00.000Z',
    tenant: 'acme',
    subject: { type: subjectTypes[kind], id: '019cad3e-9c2b-7d11-8a41-0f6a1f0b2c3d' },
    version: 4,
    actor: { type: 'directory', id: 'okta' },
    cause: 'scim',
    requestId: 'Kx3mPhvOoAMEJkA=',
    happenings: [happening],
  });
  if (!event) throw new TypeError('A record of one happening is one event.');
  return event;
}
