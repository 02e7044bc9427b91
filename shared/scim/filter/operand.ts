import type { Attribute } from '#shared/scim/attribute-index.ts';
import {
  type AttributeReference,
  resolveReference,
  type Target,
} from '#shared/scim/attribute-reference.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import type { AttributeDefinition } from '#shared/scim/schema-definition.ts';

/** The place that an attribute expression looks at. */
export interface Operand {
  /** Canonical dotted name. */
  readonly path: string;
  /** The members to follow from the resource, or from the element of a value path. */
  readonly keys: readonly string[];
  /** Absent for an extension as a whole. */
  readonly definition?: AttributeDefinition;
  /** Whether it, or what contains it, is never shown. */
  readonly secret: boolean;
}

/** Finds what a reference stands for; undefined when there is no such thing. */
export type Resolve = (reference: AttributeReference) => Operand | undefined;

export function resolveInResource(type: ResourceType): Resolve {
  return (reference) => {
    const target = resolveReference(type.attributes, reference);
    return target && operandOf(target);
  };
}

/** Names inside `attribute[…]` are its sub-attributes; a simple value is called `value`. */
export function resolveInElement(attribute: Attribute): Resolve {
  const { definition, path } = attribute;
  return ({ urn, name, subAttribute }) => {
    if (urn !== undefined || subAttribute !== undefined) return undefined;
    const key = name.toLowerCase();
    const secret = definition.returned === 'never';
    if (definition.type !== 'complex') {
      const element = { path, keys: [], definition, secret };
      return key === 'value' ? element : undefined;
    }
    const sub = attribute.subAttributes.get(key);
    return sub && below({ path, keys: [], definition, secret }, sub);
  };
}

/**
 * What a comparison with this operand looks at: a complex attribute stands for its `value`
 * (`manager eq "id"`, `emails co "@example.com"`).
 */
export function comparedOperand(operand: Operand): Operand {
  const { definition } = operand;
  if (definition?.type !== 'complex') return operand;
  const value = definition.subAttributes?.find(({ name }) => name === 'value');
  return value ? below(operand, value) : operand;
}

function operandOf(target: Target): Operand {
  if (target.kind === 'extension') {
    const { id } = target.extension.schema;
    return { path: id, keys: [id], secret: false };
  }
  const { definition, extension, path } = target.attribute;
  const operand = {
    path,
    keys: extension === undefined ? [definition.name] : [extension, definition.name],
    definition,
    secret: definition.returned === 'never',
  };
  return target.subAttribute ? below(operand, target.subAttribute) : operand;
}

function below(operand: Operand, definition: AttributeDefinition): Operand {
  return {
    path: `${operand.path}.${definition.name}`,
    keys: [...operand.keys, definition.name],
    definition,
    secret: operand.secret || definition.returned === 'never',
  };
}
