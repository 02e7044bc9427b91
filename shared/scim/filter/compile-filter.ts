import { DomainError } from '#shared/kernel/domain-error.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/kernel/json.ts';
import type { Attribute } from '#shared/scim/attribute-index.ts';
import { type AttributeReference, resolveReference } from '#shared/scim/attribute-reference.ts';
import { compileComparison, type Predicate } from '#shared/scim/filter/comparison.ts';
import type {
  Comparison,
  Filter,
  FilterNode,
  Present,
  ValuePath,
} from '#shared/scim/filter/filter.ts';
import {
  comparedOperand,
  type Operand,
  type Resolve,
  resolveInElement,
  resolveInResource,
} from '#shared/scim/filter/operand.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import type { AttributeDefinition } from '#shared/scim/schema-definition.ts';

type Test = (subject: JsonValue) => boolean;

interface Context {
  readonly resolve: Resolve;
  readonly coerce: boolean;
  /** Absent inside a value path, as they do not nest. */
  readonly type?: ResourceType;
}

/**
 * Compiles a filter into a test of full representations (RFC 7644 section 3.4.2.2): attributes with
 * `schemas`, `id` and `meta`.
 *
 * A multi-valued attribute matches when one of its values does. An attribute that the type does not
 * have is one without a value (section 3.4.2.1). What is never returned, such as `password`, cannot
 * be filtered on: an answer would give it away letter by letter.
 *
 * @throws DomainError `invalidFilter` when an operator does not fit the type of its attribute.
 */
export function compileFilter(
  type: ResourceType,
  filter: Filter,
): (resource: JsonObject) => boolean {
  return compileNode(filter.root, {
    resolve: resolveInResource(type),
    coerce: filter.coerceLiterals,
    type,
  });
}

/** Compiles what stands between the brackets of `attribute[…]` into a test of its values. */
export function compileValueFilter(
  attribute: Attribute,
  node: FilterNode,
  coerce: boolean,
): (element: JsonValue) => boolean {
  return compileNode(node, { resolve: resolveInElement(attribute), coerce });
}

function compileNode(node: FilterNode, context: Context): Test {
  switch (node.kind) {
    case 'and': {
      const tests = node.operands.map((operand) => compileNode(operand, context));
      return (subject) => tests.every((test) => test(subject));
    }
    case 'or': {
      const tests = node.operands.map((operand) => compileNode(operand, context));
      return (subject) => tests.some((test) => test(subject));
    }
    case 'not': {
      const test = compileNode(node.operand, context);
      return (subject) => !test(subject);
    }
    case 'valuePath':
      return compileValuePath(node, context);
    default:
      return compileLeaf(node, context);
  }
}

function compileLeaf(node: Comparison | Present, context: Context): Test {
  const operand = context.resolve(node.attribute);
  if (operand?.secret) return refuse(node, 'it is never shown, so it cannot be filtered on');
  if (node.kind === 'present') return operand ? anyValue(operand, isPresent) : () => false;
  if (!operand) return compareWithNothing(node);
  const compared = comparedOperand(operand);
  if (!compared.definition) return refuse(node, 'name one of its attributes');
  const { operator, literal } = node;
  const holds = compileComparison(compared.definition, operator, literal, context.coerce);
  if (typeof holds === 'string') return refuse(node, holds);
  // A value that does not say whether it is the primary one is not (RFC 7643 section 2.4).
  const isAssumed = !context.type && literal.value !== null && isPrimaryFlag(compared.definition);
  return anyValue(compared, isAssumed ? (value) => holds(value ?? false) : holds);
}

function isPrimaryFlag({ name, type }: AttributeDefinition): boolean {
  return name === 'primary' && type === 'boolean';
}

/** An attribute without a value is null: different from everything but null. */
function compareWithNothing({ operator, literal }: Comparison): Test {
  const holds = literal.value === null ? operator === 'eq' : operator === 'ne';
  return () => holds;
}

function compileValuePath(node: ValuePath, { type, coerce }: Context): Test {
  const target = type && resolveReference(type.attributes, node.attribute);
  if (target?.kind !== 'attribute' || target.subAttribute) return () => false;
  const { attribute } = target;
  const matches = compileValueFilter(attribute, node.filter, coerce);
  const { name } = attribute.definition;
  return (subject) => {
    const container =
      attribute.extension === undefined ? subject : member(subject, attribute.extension);
    const value = member(container, name);
    if (Array.isArray(value)) return value.some(matches);
    return value !== undefined && matches(value);
  };
}

/** Follows an operand through every value of what is multi-valued on the way. */
function anyValue({ keys }: Operand, holds: Predicate): Test {
  const reaches = (value: JsonValue | undefined, depth: number): boolean => {
    if (Array.isArray(value)) {
      return value.length === 0 ? holds(undefined) : value.some((each) => reaches(each, depth));
    }
    const key = keys[depth];
    return key === undefined ? holds(value) : reaches(member(value, key), depth + 1);
  };
  return (subject) => reaches(subject, 0);
}

function member(value: JsonValue | undefined, key: string): JsonValue | undefined {
  return isJsonObject(value) ? value[key] : undefined;
}

/** `pr`: a non-empty value, or a non-empty node of a complex one (RFC 7644 table 3). */
function isPresent(value: JsonValue | undefined): boolean {
  if (value === undefined || value === null || value === '') return false;
  return typeof value !== 'object' || Object.values(value).some(isPresent);
}

function refuse({ attribute, position }: Comparison | Present, reason: string): never {
  const where = `The filter is wrong at position ${position}`;
  throw new DomainError('invalidFilter', `${where}, ${shown(attribute)}: ${reason}.`);
}

function shown({ text }: AttributeReference): string {
  return text.slice(0, 100);
}
