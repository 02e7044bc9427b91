import { isJsonObject, type JsonObject, type JsonValue } from '#shared/kernel/json.ts';
import type { CompareOperator } from '#shared/scim/filter/filter.ts';
import type { Expression, LiteralValue } from './arbitrary-filter.ts';

const CASE_EXACT = new Set(['externalId', 'manager.value']);
const EXTENSION = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** What a filter means, said as plainly as possible and without a look at the product. */
export function holdsInModel(node: Expression, subject: JsonObject): boolean {
  switch (node.kind) {
    case 'and':
      return node.operands.every((each) => holdsInModel(each, subject));
    case 'or':
      return node.operands.some((each) => holdsInModel(each, subject));
    case 'not':
      return !holdsInModel(node.operand, subject);
    case 'valuePath': {
      const elements = subject[node.attribute];
      if (!Array.isArray(elements)) return false;
      return elements.some((each) => isJsonObject(each) && holdsInModel(node.filter, each));
    }
    case 'present':
      return present(node.attribute, subject);
    default:
      return valuesOf(node.attribute, subject).some((value) =>
        compare(
          // Only an element has it by this name; when it does not say, it is not the primary one.
          node.attribute === 'primary' && node.literal !== null ? (value ?? false) : value,
          node.operator,
          node.literal,
          CASE_EXACT.has(fullName(node.attribute)),
        ),
      );
  }
}

function fullName(attribute: string): string {
  return attribute === 'manager' || attribute === 'emails' ? `${attribute}.value` : attribute;
}

/** A complex value is present when anything in it is. */
function present(attribute: string, subject: JsonObject): boolean {
  const subAttributes = fullName(attribute) === attribute ? [''] : ['value', 'type', 'primary'];
  return subAttributes.some((sub) =>
    valuesOf(sub === '' ? attribute : `${attribute}.${sub}`, subject).some(
      (value) => value !== null && value !== '',
    ),
  );
}

/** Null stands for every place where there is no value. */
function valuesOf(attribute: string, subject: JsonObject): JsonValue[] {
  const [name = '', sub] = fullName(attribute).split('.');
  const container = name === 'manager' ? subject[EXTENSION] : subject;
  const value = isJsonObject(container) ? (container[name] ?? null) : null;
  const elements = Array.isArray(value) ? value : [value];
  if (sub === undefined) return elements;
  return elements.map((each) => (isJsonObject(each) ? (each[sub] ?? null) : null));
}

function compare(
  value: JsonValue,
  operator: CompareOperator,
  literal: LiteralValue,
  caseExact: boolean,
): boolean {
  if (value === null || literal === null) {
    return operator === 'eq' ? value === literal : operator === 'ne' && value !== literal;
  }
  if (typeof value !== 'string' || typeof literal !== 'string') {
    return operator === 'eq' ? value === literal : value !== literal;
  }
  const left = caseExact ? value : value.toLowerCase();
  const right = caseExact ? literal : literal.toLowerCase();
  const results: Record<CompareOperator, boolean> = {
    eq: left === right,
    ne: left !== right,
    co: left.includes(right),
    sw: left.startsWith(right),
    ew: left.endsWith(right),
    gt: left > right,
    ge: left >= right,
    lt: left < right,
    le: left <= right,
  };
  return results[operator];
}
