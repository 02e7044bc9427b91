import { resolveReference } from '#shared/scim/attribute-reference.ts';
import { textOf } from '#shared/scim/filter/comparison.ts';
import type { Comparison, Filter, FilterNode, ValuePath } from '#shared/scim/filter/filter.ts';
import {
  comparedOperand,
  type Resolve,
  resolveInElement,
  resolveInResource,
} from '#shared/scim/filter/operand.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';

/** An equality on a string that holds for every match of a filter. */
export interface IndexedTerm {
  /** Canonical dotted name: `id`, `userName`, `emails.value`, `urn:…:User:manager.value`. */
  readonly attribute: string;
  /** As the client wrote it: whoever looks it up folds it as the attribute's caseExact demands. */
  readonly value: string;
}

/**
 * The equalities that any match must satisfy, in the order of the filter: the whole of it, or terms
 * of an `and` at its top, also inside a value path. A store may answer from any one of them and
 * needs the whole filter for what comes back.
 */
export function indexedTerms(type: ResourceType, filter: Filter): IndexedTerm[] {
  return termsOf(filter.root, resolveInResource(type), filter.coerceLiterals, (valuePath) => {
    const target = resolveReference(type.attributes, valuePath.attribute);
    if (target?.kind !== 'attribute' || target.subAttribute) return [];
    return termsOf(valuePath.filter, resolveInElement(target.attribute), filter.coerceLiterals);
  });
}

function termsOf(
  node: FilterNode,
  resolve: Resolve,
  coerce: boolean,
  inside: (valuePath: ValuePath) => IndexedTerm[] = () => [],
): IndexedTerm[] {
  if (node.kind === 'and') {
    return node.operands.flatMap((operand) => termsOf(operand, resolve, coerce, inside));
  }
  if (node.kind === 'valuePath') return inside(node);
  const term = node.kind === 'compare' ? termOf(node, resolve, coerce) : undefined;
  return term ? [term] : [];
}

function termOf(node: Comparison, resolve: Resolve, coerce: boolean): IndexedTerm | undefined {
  const operand = resolve(node.attribute);
  if (!operand || node.operator !== 'eq') return undefined;
  const { definition, path } = comparedOperand(operand);
  const isText = definition?.type === 'string' || definition?.type === 'reference';
  const value = isText ? textOf(node.literal, coerce) : undefined;
  return value === undefined ? undefined : { attribute: path, value };
}
