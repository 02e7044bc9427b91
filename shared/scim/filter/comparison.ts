import type { JsonValue } from '#shared/kernel/json.ts';
import type { CompareOperator, Literal } from '#shared/scim/filter/filter.ts';
import type { AttributeDefinition } from '#shared/scim/schema-definition.ts';
import { compareForm } from '#shared/scim/values/compare-form.ts';
import { parseDateTime } from '#shared/scim/values/parse-date-time.ts';

/** Whether one value satisfies a comparison; undefined stands for "no value". */
export type Predicate = (value: JsonValue | undefined) => boolean;

const ordering = {
  eq: (order: number) => order === 0,
  ne: (order: number) => order !== 0,
  gt: (order: number) => order > 0,
  ge: (order: number) => order >= 0,
  lt: (order: number) => order < 0,
  le: (order: number) => order <= 0,
};

const containment = {
  co: (value: string, operand: string) => value.includes(operand),
  sw: (value: string, operand: string) => value.startsWith(operand),
  ew: (value: string, operand: string) => value.endsWith(operand),
};

const isContainment = (operator: CompareOperator): operator is keyof typeof containment =>
  operator in containment;

/**
 * Compiles a comparison for an attribute of this type (RFC 7644 table 3).
 *
 * An unassigned attribute is in the same state as null (RFC 7643 2.5): it is equal to null, not
 * equal (`ne`) to everything else, and satisfies no other operator.
 *
 * @returns the predicate, or a text saying why these two cannot be compared.
 */
export function compileComparison(
  definition: AttributeDefinition,
  operator: CompareOperator,
  literal: Literal,
  coerce: boolean,
): Predicate | string {
  if (literal.value === null) return compareWithNull(operator);
  const compared = comparisons[definition.type](definition, operator, literal, coerce);
  if (typeof compared === 'string') return compared;
  return (value) => (isUnassigned(value) ? operator === 'ne' : compared(value));
}

type Compile = (
  definition: AttributeDefinition,
  operator: CompareOperator,
  literal: Literal,
  coerce: boolean,
) => ((value: JsonValue) => boolean) | string;

const comparisons: Record<AttributeDefinition['type'], Compile> = {
  string: compareText,
  reference: compareText,
  binary(definition, operator, literal, coerce) {
    const ordered = operator !== 'eq' && operator !== 'ne' && !isContainment(operator);
    return ordered ? 'a binary has no order' : compareText(definition, operator, literal, coerce);
  },
  boolean(_definition, operator, { value, text }, coerce) {
    const operand = coerce && typeof value === 'string' ? booleanOf(text) : value;
    if (typeof operand !== 'boolean') return 'compare it with true or false';
    if (operator === 'eq') return (actual) => actual === operand;
    if (operator === 'ne') return (actual) => actual !== operand;
    return 'a boolean can only be compared with eq and ne';
  },
  integer: compareNumber,
  decimal: compareNumber,
  dateTime(definition, operator, literal, coerce) {
    if (isContainment(operator)) return compareText(definition, operator, literal, coerce);
    const instant = typeof literal.value === 'string' ? parseDateTime(literal.value) : undefined;
    if (instant === undefined) return 'compare it with a date and time, "2024-01-23T04:56:22Z"';
    return (actual) => {
      const moment = typeof actual === 'string' ? parseDateTime(actual) : undefined;
      return moment !== undefined && ordering[operator](moment - instant);
    };
  },
  complex: () => 'name one of its sub-attributes',
};

/** What a literal says to an attribute that holds text; undefined when it is no text. */
export function textOf({ value, text }: Literal, coerce: boolean): string | undefined {
  if (typeof value === 'string') return value;
  return coerce && value !== null ? text : undefined;
}

function compareText(
  { caseExact }: AttributeDefinition,
  operator: CompareOperator,
  literal: Literal,
  coerce: boolean,
): ((value: JsonValue) => boolean) | string {
  const given = textOf(literal, coerce);
  if (given === undefined) return 'compare it with a string in double quotes';
  const operand = caseExact ? given : compareForm(given);
  const test = isContainment(operator) ? containment[operator] : inOrder(ordering[operator]);
  return (actual) =>
    typeof actual === 'string' && test(caseExact ? actual : compareForm(actual), operand);
}

function inOrder(holds: (order: number) => boolean): (value: string, operand: string) => boolean {
  return (value, operand) => holds(value === operand ? 0 : value < operand ? -1 : 1);
}

function compareNumber(
  _definition: AttributeDefinition,
  operator: CompareOperator,
  { value, text }: Literal,
  coerce: boolean,
): ((value: JsonValue) => boolean) | string {
  if (isContainment(operator))
    return 'a number can only be compared with eq, ne, gt, ge, lt and le';
  const operand = coerce && typeof value === 'string' ? Number(text) : value;
  if (typeof operand !== 'number' || Number.isNaN(operand)) return 'compare it with a number';
  return (actual) => typeof actual === 'number' && ordering[operator](actual - operand);
}

function compareWithNull(operator: CompareOperator): Predicate | string {
  if (operator === 'eq') return isUnassigned;
  if (operator === 'ne') return (value) => !isUnassigned(value);
  return 'null can only be compared with eq and ne';
}

function isUnassigned(value: JsonValue | undefined): value is null | undefined {
  return value === undefined || value === null;
}

function booleanOf(text: string): boolean | undefined {
  const lower = text.toLowerCase();
  return lower === 'true' ? true : lower === 'false' ? false : undefined;
}
