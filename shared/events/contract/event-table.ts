import { catalogue, type EventType, eventTypes } from '#shared/events/catalogue.ts';
import { eventSchema } from '#shared/events/contract/json-schema.ts';

/** The catalogue as the table of docs/events.md; a member that may be absent bears a question mark. */
export function eventTable(): string {
  const rows = eventTypes.map(
    (type) => `| \`${type}\` | ${catalogue[type].description} | ${membersOf(type)} |`,
  );
  return ['| event | when | `data` |', '|---|---|---|', ...rows].join('\n');
}

function membersOf(type: EventType): string {
  const { properties = {}, required = [] } = eventSchema(type).properties?.['data'] ?? {};
  return Object.keys(properties)
    .map((name) => `\`${name}${required.includes(name) ? '' : '?'}\``)
    .join(', ');
}
