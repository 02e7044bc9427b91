import { catalogue, type EventType, eventTypes } from '#shared/events/catalogue.ts';
import { exampleEvent } from '#shared/events/contract/example-event.ts';
import { eventSchema } from '#shared/events/contract/json-schema.ts';

/**
 * The AsyncAPI 3.0 document of the bus: one channel, one message for each type of event.
 *
 * @see https://www.asyncapi.com/docs/reference/specification/v3.0.0
 */
export function asyncApiDocument() {
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Rollcall',
      version: '1.0.0',
      description:
        'Every committed change to users and groups, at least once each, as CloudEvents-style envelopes in the `detail` of EventBridge events.',
    },
    defaultContentType: 'application/json',
    channels: {
      events: {
        address: 'EventBusName',
        title: 'The event bus',
        description: 'The bus that the stateful stack outputs as `EventBusName`; listen by a rule.',
        messages: Object.fromEntries(
          eventTypes.map((type) => [type, { $ref: `#/components/messages/${type}` }]),
        ),
      },
    },
    operations: {
      tell: {
        action: 'send',
        channel: { $ref: '#/channels/events' },
        summary: 'Tell of what was committed.',
      },
    },
    components: { messages: Object.fromEntries(eventTypes.map((type) => [type, message(type)])) },
  };
}

function message(type: EventType) {
  return {
    name: type,
    title: type,
    summary: catalogue[type].description,
    payload: eventSchema(type),
    examples: [{ name: type, payload: exampleEvent(type) }],
  };
}
