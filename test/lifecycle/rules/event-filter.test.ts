import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileEventPattern } from '#infra/local/event-bridge/event-pattern.ts';
import type { EventEnvelope } from '#shared/events/envelope.ts';
import { type JsonObject, parseJson } from '#shared/kernel/json.ts';
import { compileEventFilter } from '#shared/lifecycle/rules/event-filter.ts';

const text = fc.constantFrom('title', 'Title', 'urn:x:department', 'ab', 'a', '');
const scalar = fc.oneof(text, fc.boolean(), fc.constant(null), fc.integer({ min: 0, max: 2 }));
const wanted = fc.oneof(
  scalar,
  text.map((prefix) => ({ prefix })),
  text.map((suffix) => ({ suffix })),
  text.map((each) => ({ 'equals-ignore-case': each })),
  fc.oneof(scalar, fc.array(scalar, { minLength: 1, maxLength: 3 })).map((each) => ({
    'anything-but': each,
  })),
  fc.boolean().map((exists) => ({ exists })),
);
const list = fc.array(wanted, { minLength: 1, maxLength: 3 });
const patterns = fc.record(
  {
    type: fc.constant(['user.updated']),
    cause: list,
    data: fc.record({ changed: list, state: list }, { requiredKeys: ['changed'] }),
  },
  { requiredKeys: ['type'] },
);
const events = fc.record(
  {
    type: fc.constantFrom('user.updated', 'user.created'),
    cause: text,
    data: fc.record(
      { changed: fc.array(text, { maxLength: 3 }), state: text },
      {
        requiredKeys: [],
      },
    ),
  },
  { requiredKeys: ['type', 'data'] },
);

const read = (pattern: object) => parseJson(JSON.stringify(pattern)) as JsonObject;

describe('a filter on events', () => {
  test('matches what the same pattern matches on the bus', () => {
    const seen = { matched: 0, passed: 0 };
    fc.assert(
      fc.property(patterns, events, (pattern, event) => {
        const matches = compileEventFilter(read(pattern))(event as unknown as EventEnvelope);
        expect(matches).toBe(compileEventPattern(pattern)(event));
        seen[matches ? 'matched' : 'passed'] += 1;
      }),
      { numRuns: 1_000 },
    );
    expect(Math.min(seen.matched, seen.passed)).toBeGreaterThan(20);
  });

  test.each([
    [{}, 'on.type: name events about people'],
    [{ type: ['group.created'] }, 'on.type: name events about people'],
    [{ type: [{ prefix: 'user.' }] }, 'on.type: name events about people'],
    [{ type: ['user.created'], data: {} }, 'on.data: is empty'],
    [{ type: ['user.created'], data: 'x' }, 'on.data: is a list of 1 to 20 values'],
    [{ type: ['user.created'], data: { changed: [] } }, 'on.data.changed: is a list'],
    [{ type: ['user.created'], data: { x: [{ regex: '.*' }] } }, 'on.data.x: knows values, and'],
    [{ type: ['user.created'], data: { x: [{ prefix: 1 }] } }, 'on.data.x: knows values, and'],
    [{ type: ['user.created'], data: { x: [{ constructor: [] }] } }, 'on.data.x: knows values'],
    [{ type: ['user.created'], a: { b: { c: { d: { e: ['f'] } } } } }, 'nests deeper than 4'],
  ])('%j is refused, naming what is wrong', (pattern, problem) => {
    expect(() => compileEventFilter(read(pattern))).toThrow(problem);
  });
});
