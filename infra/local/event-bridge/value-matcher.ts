import { BlockList, isIP } from 'node:net';
import { StartError } from '../start-error.ts';

/** Whether one of the values that an event has at a place is wanted; there are none when it has nothing. */
export type ValueMatcher = (values: readonly unknown[]) => boolean;

type Operator = (operand: unknown) => ValueMatcher;

const COMPARE: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  '=': (left, right) => left === right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

const OPERATORS: Readonly<Record<string, Operator>> = {
  prefix: (operand) =>
    anyText(affix(operand, 'prefix', (text, affixText) => text.startsWith(affixText))),
  suffix: (operand) =>
    anyText(affix(operand, 'suffix', (text, affixText) => text.endsWith(affixText))),
  'equals-ignore-case': (operand) => anyText(equalsIgnoreCase(operand)),
  wildcard: (operand) => anyText(wildcard(operand)),
  'anything-but': anythingBut,
  numeric,
  exists: (operand) => {
    if (typeof operand !== 'boolean') throw wrong('exists', operand);
    return (values) => values.length > 0 === operand;
  },
  cidr,
};

/**
 * One element of a pattern's list: a value to equal, or `{"prefix": "a"}` and the like.
 *
 * @throws StartError when AWS would not take it.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function compileValueMatcher(element: unknown): ValueMatcher {
  if (isScalar(element)) return (values) => values.includes(element);
  const [[name = '', operand] = [], ...more] = Object.entries(Object(element));
  const operator = OPERATORS[name];
  if (!operator || more.length > 0) {
    throw new StartError(`An event pattern has no operator like ${JSON.stringify(element)}.`);
  }
  return operator(operand);
}

function isScalar(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function anyText(test: (text: string) => boolean): ValueMatcher {
  return (values) => values.some((value) => typeof value === 'string' && test(value));
}

function affix(operand: unknown, name: string, test: (text: string, affixText: string) => boolean) {
  if (typeof operand === 'string') return (text: string) => test(text, operand);
  const folded: unknown = Object(operand)['equals-ignore-case'];
  if (typeof folded !== 'string') throw wrong(name, operand);
  return (text: string) => test(text.toLowerCase(), folded.toLowerCase());
}

function equalsIgnoreCase(operand: unknown) {
  if (typeof operand !== 'string') throw wrong('equals-ignore-case', operand);
  return (text: string) => text.toLowerCase() === operand.toLowerCase();
}

/** `*` is any run of characters, `\*` and `\\` are themselves. */
function wildcard(operand: unknown) {
  if (typeof operand !== 'string' || operand.includes('**')) throw wrong('wildcard', operand);
  const parts = operand.match(/\\[*\\]|./gsu) ?? [];
  const source = parts.map((part) => (part === '*' ? '.*' : literal(part.at(-1) ?? '')));
  const expression = new RegExp(`^${source.join('')}$`, 'su');
  return (text: string) => expression.test(text);
}

function literal(character: string): string {
  return character.replace(/[$()*+./?[\\\]^{|}]/, '\\$&');
}

/** True of a value that is there and is none of these. */
function anythingBut(operand: unknown): ValueMatcher {
  if (isScalar(operand)) return (values) => values.some((value) => value !== operand);
  if (Array.isArray(operand) && operand.length > 0 && operand.every(isScalar)) {
    return (values) => values.some((value) => !operand.includes(value));
  }
  const [[name = '', argument] = [], ...more] = Object.entries(Object(operand));
  const unwanted = Array.isArray(argument) ? argument : [argument];
  const isText = ['prefix', 'suffix', 'wildcard', 'equals-ignore-case'].includes(name);
  if (!isText || more.length > 0 || unwanted.length === 0) throw wrong('anything-but', operand);
  const matchers = unwanted.map((one) => compileValueMatcher({ [name]: one }));
  return (values) => values.some((value) => !matchers.some((matches) => matches([value])));
}

/** `[">", 0, "<=", 5]` */
function numeric(operand: unknown): ValueMatcher {
  const parts = Array.isArray(operand) ? operand : [];
  const tests: ((value: number) => boolean)[] = [];
  for (let index = 0; index < parts.length; index += 2) {
    const compare = COMPARE[String(parts[index])];
    const limit: unknown = parts[index + 1];
    if (!compare || typeof limit !== 'number') throw wrong('numeric', operand);
    tests.push((value) => compare(value, limit));
  }
  if (tests.length === 0 || tests.length > 2) throw wrong('numeric', operand);
  return (values) =>
    values.some((value) => typeof value === 'number' && tests.every((test) => test(value)));
}

function cidr(operand: unknown): ValueMatcher {
  const [address = '', bits = ''] = String(operand).split('/');
  const family = isIP(address);
  if (family === 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > (family === 4 ? 32 : 128)) {
    throw wrong('cidr', operand);
  }
  const block = new BlockList();
  block.addSubnet(address, Number(bits), family === 4 ? 'ipv4' : 'ipv6');
  return anyText((text) => isIP(text) > 0 && block.check(text, isIP(text) === 4 ? 'ipv4' : 'ipv6'));
}

function wrong(operator: string, operand: unknown): StartError {
  return new StartError(`An event pattern has a wrong ${operator}: ${JSON.stringify(operand)}.`);
}
