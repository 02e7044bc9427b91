import { compileComparison } from '#shared/scim/filter/comparison.ts';
import type { Comparison, Filter, FilterNode } from '#shared/scim/filter/filter.ts';
import { type Resolve, resolveInResource } from '#shared/scim/filter/operand.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';

/**
 * What a filter says of every resource of a type alike: because it asks for `meta.resourceType`, or for attributes
 * that the type does not have, which are without a value (RFC 7644 section 3.4.2.1). Undefined when it takes a
 * resource to tell. The filter must have been compiled for the type.
 */
export function decidedByType(type: ResourceType, filter: Filter): boolean | undefined {
  const resolve = resolveInResource(type);
  const decide = (node: FilterNode): boolean | undefined => {
    switch (node.kind) {
      case 'and':
        return decideAll(node.operands.map(decide), false);
      case 'or':
        return decideAll(node.operands.map(decide), true);
      case 'not':
        return negated(decide(node.operand));
      case 'compare':
        return decideComparison(type, filter, resolve, node);
      default:
        return resolve(node.attribute) ? undefined : false;
    }
  };
  return decide(filter.root);
}

/** @param settles The operand that settles the whole: true of an `or`, false of an `and`. */
function decideAll(
  verdicts: readonly (boolean | undefined)[],
  settles: boolean,
): boolean | undefined {
  if (verdicts.includes(settles)) return settles;
  return verdicts.includes(undefined) ? undefined : !settles;
}

function negated(verdict: boolean | undefined): boolean | undefined {
  return verdict === undefined ? undefined : !verdict;
}

function decideComparison(
  type: ResourceType,
  { coerceLiterals }: Filter,
  resolve: Resolve,
  { attribute, operator, literal }: Comparison,
): boolean | undefined {
  const operand = resolve(attribute);
  if (!operand) return literal.value === null ? operator === 'eq' : operator === 'ne';
  if (operand.path !== 'meta.resourceType' || !operand.definition) return undefined;
  const holds = compileComparison(operand.definition, operator, literal, coerceLiterals);
  return typeof holds === 'string' ? undefined : holds(type.name);
}
