import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { eventTypes } from '#shared/events/catalogue.ts';
import { type EventSchemas, incompatibilities } from '#shared/events/contract/compatibility.ts';
import { eventSchema } from '#shared/events/contract/json-schema.ts';

/** What the last release published; a release copies `$defs` of docs/schemas/events.schema.json here. */
const released: EventSchemas = JSON.parse(
  readFileSync(new URL('../golden/released-events.schema.json', import.meta.url), 'utf8'),
).$defs;

const current: EventSchemas = Object.fromEntries(
  eventTypes.map((type) => [type, eventSchema(type)]),
);

test('the catalogue breaks nobody who consumes released events', () => {
  expect(Object.keys(released).length).toBeGreaterThanOrEqual(10);
  expect(incompatibilities(released, current)).toEqual([]);
});

describe('a change of the catalogue', () => {
  const text = { type: 'string' };
  const event = (properties: object, required: string[] = Object.keys(properties)) => ({
    'thing.happened': { type: 'object', properties, required } as EventSchemas[string],
  });
  const before = event({ name: text, kind: { type: 'string', enum: ['a', 'b'] } }, [
    'name',
    'kind',
  ]);

  test.each([
    ['adds a member', event({ name: text, kind: { type: 'string', enum: ['a'] }, more: text })],
    [
      'adds one that may be absent',
      {
        ...before,
        ...event({ ...before['thing.happened']?.properties, more: text }, ['name', 'kind']),
      },
    ],
    ['adds an event', { ...before, 'thing.ended': before['thing.happened'] ?? {} }],
  ])('that %s is compatible', (_, now) => {
    expect(incompatibilities(before, now)).toEqual([]);
  });

  test.each([
    ['removes an event', {}, 'thing.happened is gone'],
    ['removes a member', event({ name: text }), 'thing.happened.kind is gone'],
    [
      'retypes a member',
      event({ name: { type: 'boolean' }, kind: { type: 'string', enum: ['a'] } }),
      'thing.happened.name was string and is boolean',
    ],
    [
      'lets a member be absent',
      event({ name: text, kind: { type: 'string', enum: ['a'] } }, ['kind']),
      'thing.happened.name may now be absent',
    ],
    [
      'adds a value to a list',
      event({ name: text, kind: { type: 'string', enum: ['a', 'c'] } }),
      'thing.happened.kind may now be c',
    ],
    [
      'opens a list',
      event({ name: text, kind: text }),
      'thing.happened.kind is no longer one of a list',
    ],
  ])('that %s is told', (_, now, problem) => {
    expect(incompatibilities(before, now)).toEqual([problem]);
  });
});
