import { StartError } from '../start-error.ts';
import { compileValueMatcher } from './value-matcher.ts';

/** Whether an event, or a part of it, is what a pattern asks for. */
export type EventPattern = (event: unknown) => boolean;

/**
 * A pattern of EventBridge rules and event source mappings. Every member that it names must match; of the
 * list that a member has, one element is enough. Where the event has an array, one of its elements must
 * match all that is asked of it.
 *
 * @throws StartError when AWS would not take the pattern.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
export function compileEventPattern(pattern: unknown): EventPattern {
  if (!isObject(pattern) || Object.keys(pattern).length === 0) {
    throw new StartError(`An event pattern must be an object: ${JSON.stringify(pattern)}.`);
  }
  const tests = Object.entries(pattern).map(([name, wanted]) =>
    name === '$or' ? compileOr(wanted) : compileMember(name, wanted),
  );
  return (event) => tests.every((test) => test(event));
}

function compileOr(alternatives: unknown): EventPattern {
  if (!Array.isArray(alternatives) || alternatives.length < 2) {
    throw new StartError('The $or of an event pattern must be a list of two patterns or more.');
  }
  const patterns = alternatives.map(compileEventPattern);
  return (event) => patterns.some((matches) => matches(event));
}

function compileMember(name: string, wanted: unknown): EventPattern {
  if (!Array.isArray(wanted)) {
    const matches = compileEventPattern(wanted);
    return (event) => {
      const values = elements(memberOf(event, name));
      return values.length === 0 ? matches(undefined) : values.some(matches);
    };
  }
  if (wanted.length === 0)
    throw new StartError(`The list for ${name} in an event pattern is empty.`);
  const matchers = wanted.map(compileValueMatcher);
  return (event) => {
    const values = elements(memberOf(event, name)).filter((value) => !isObject(value));
    return matchers.some((matches) => matches(values));
  };
}

function memberOf(event: unknown, name: string): unknown {
  return isObject(event) && Object.hasOwn(event, name) ? event[name] : undefined;
}

/** What is to be matched at a place: nothing, the value there, or the elements of the array there. */
function elements(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value.flatMap(elements) : [value];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
