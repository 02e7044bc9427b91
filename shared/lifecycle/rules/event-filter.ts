import { eventTypes } from '#shared/events/catalogue.ts';
import type { EventEnvelope } from '#shared/events/envelope.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/kernel/json.ts';
import { aboutPeople } from '#shared/lifecycle/rules/about-people.ts';

export type EventFilter = (event: EventEnvelope) => boolean;

type Match = (event: unknown) => boolean;

type Test = (values: readonly unknown[]) => boolean;

const MAX_DEPTH = 4;
const MAX_VALUES = 20;
const MAX_TEXT = 200;

const heard = eventTypes.filter((type) => aboutPeople.some((prefix) => type.startsWith(prefix)));

/**
 * A part of the patterns of EventBridge, on the event as the bus has it in `detail`: every member named must match,
 * by one of the list that it has, which are values or `prefix`, `suffix`, `equals-ignore-case`, `anything-but` (a
 * value or a list) and `exists`. `type` has to name events about users or memberships.
 *
 * @throws DomainError `invalidValue` naming the member that is wrong.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
export function compileEventFilter(pattern: JsonObject): EventFilter {
  const types = [pattern['type'] ?? []].flat();
  const foreign = types.find((type) => !heard.some((known) => known === type));
  if (types.length === 0 || foreign !== undefined) {
    throw wrong('on.type', `name events about people, out of: ${heard.join(', ')}`);
  }
  return compileMembers(pattern, 'on', 1);
}

function compileMembers(pattern: JsonObject, path: string, depth: number): Match {
  if (depth > MAX_DEPTH) throw wrong(path, `nests deeper than ${MAX_DEPTH} levels`);
  const members = Object.entries(pattern);
  if (members.length === 0) throw wrong(path, 'is empty');
  const tests = members.map(([name, wanted]) =>
    compileMember(name, wanted, `${path}.${name}`, depth),
  );
  return (event: unknown) => tests.every((test) => test(event));
}

function compileMember(name: string, wanted: JsonValue, path: string, depth: number): Match {
  if (isJsonObject(wanted)) {
    const matches = compileMembers(wanted, path, depth + 1);
    return (event: unknown) => matches(memberOf(event, name));
  }
  if (!Array.isArray(wanted) || wanted.length === 0 || wanted.length > MAX_VALUES) {
    throw wrong(path, `is a list of 1 to ${MAX_VALUES} values`);
  }
  const tests = wanted.map((one) => compileValue(one, path));
  return (event: unknown) => {
    const value = memberOf(event, name);
    const values = value === undefined ? [] : [value].flat();
    return tests.some((test) => test(values));
  };
}

function memberOf(event: unknown, name: string): unknown {
  if (typeof event !== 'object' || event === null || !Object.hasOwn(event, name)) return undefined;
  return Reflect.get(event, name);
}

function compileValue(wanted: JsonValue, path: string): Test {
  if (isScalar(wanted)) return (values) => values.includes(wanted);
  const [[name = '', operand] = [], ...more] = isJsonObject(wanted) ? Object.entries(wanted) : [];
  const operator = more.length === 0 ? operators.get(name) : undefined;
  const test = operand === undefined ? undefined : operator?.(operand);
  if (test) return test;
  throw wrong(path, `knows values, and ${[...operators.keys()].join(', ')}`);
}

const operators = new Map<string, (operand: JsonValue) => Test | undefined>(
  Object.entries({
    prefix: text((value, operand) => value.startsWith(operand)),
    suffix: text((value, operand) => value.endsWith(operand)),
    'equals-ignore-case': text((value, operand) => value.toLowerCase() === operand.toLowerCase()),
    'anything-but': (operand: JsonValue) => {
      const unwanted: unknown[] = [operand].flat();
      if (unwanted.length === 0 || !unwanted.every(isScalar)) return undefined;
      return (values: readonly unknown[]) => values.some((value) => !unwanted.includes(value));
    },
    exists: (operand: JsonValue) =>
      typeof operand === 'boolean'
        ? (values: readonly unknown[]) => values.length > 0 === operand
        : undefined,
  }),
);

function text(test: (value: string, operand: string) => boolean) {
  return (operand: JsonValue): Test | undefined => {
    if (typeof operand !== 'string' || !isScalar(operand)) return undefined;
    return (values) => values.some((value) => typeof value === 'string' && test(value, operand));
  };
}

function isScalar(value: unknown): boolean {
  if (typeof value === 'string') return value.length <= MAX_TEXT;
  return value === null || typeof value === 'number' || typeof value === 'boolean';
}

function wrong(path: string, what: string): DomainError {
  return new DomainError('invalidValue', `${path}: ${what}.`);
}
