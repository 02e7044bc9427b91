import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { compileEventPattern } from '#infra/local/event-bridge/event-pattern.ts';
import { eventTypes } from '#shared/events/catalogue.ts';
import { exampleEvent } from '#shared/events/contract/example-event.ts';
import { eventPattern, type Interest } from '#shared/events/event-pattern.ts';
import { OnDeparture } from '../../docs/examples/on-departure.ts';

const onTheBus = eventTypes.map((type) => {
  const detail = exampleEvent(type);
  return { source: detail.source, 'detail-type': type, detail };
});

const matched = (pattern: unknown) => {
  const matches = compileEventPattern(pattern);
  return onTheBus.filter(matches).map((event) => event['detail-type']);
};

describe('an event pattern', () => {
  const { id } = exampleEvent('user.created').subject;
  test.each<[string, Interest, readonly string[]]>([
    ['of nothing in particular', {}, eventTypes],
    ['of types', { types: ['user.deleted', 'user.created'] }, ['user.created', 'user.deleted']],
    ['of a tenant', { types: ['user.deleted'], tenants: ['globex', 'acme'] }, ['user.deleted']],
    ['of another tenant', { tenants: ['globex'] }, []],
    ['of a subject', { subjects: [id], tenants: ['acme'] }, eventTypes],
    ['of another subject', { subjects: ['nobody'] }, []],
  ])('%s matches just that', (_, interest, types) => {
    expect(matched(eventPattern(interest))).toEqual(types);
  });
});

test('the rule that docs/events.md shows catches who leaves, and nobody else', () => {
  const stack = new Stack(new App(), 'Consumer');
  new OnDeparture(stack, 'OnDeparture', { eventBusName: 'rollcall', tenant: 'acme' });
  const rules = Object.values(Template.fromStack(stack).findResources('AWS::Events::Rule'));
  expect(rules).toHaveLength(1);
  const { EventPattern, EventBusName, Targets } = rules[0]?.['Properties'] ?? {};
  expect(EventBusName).toBe('rollcall');
  expect(Targets).toHaveLength(1);
  expect(matched(EventPattern)).toEqual(['user.deactivated', 'user.deleted']);
});
