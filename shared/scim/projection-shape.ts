import type { Target } from '#shared/scim/attribute-reference.ts';
import type { AttributeDefinition } from '#shared/scim/schema-definition.ts';

/** A part of a representation: members by canonical name, each whole (`true`) or in part. */
export type Shape = ReadonlyMap<string, Part>;
export type Part = true | Shape;
export type MutableShape = Map<string, Part>;

/** Chooses what of an attribute belongs to a shape; undefined when nothing does. */
export type Choose = (definition: AttributeDefinition) => Part | undefined;

/** What `attributes` asks for when it names an attribute: all but what has to be named itself. */
export const named: Choose = (definition) =>
  definition.returned === 'never' ? undefined : partly(definition, byName);

/** What `excludedAttributes` takes away when it names an attribute: all but what is always shown. */
export const excludable: Choose = (definition) =>
  definition.returned === 'always' ? undefined : partly(definition, excludable);

/** What is shown whatever was asked for. */
export const always: Choose = (definition) => {
  if (definition.returned === 'always') return partly(definition, byName);
  return definition.subAttributes?.some(({ returned }) => returned === 'always')
    ? partly(definition, always)
    : undefined;
};

/** What is not shown unless it is asked for. */
export const unreturned: Choose = (definition) => {
  if (definition.returned === 'never' || definition.returned === 'request') return true;
  const hidden = shapeOf(definition.subAttributes ?? [], unreturned);
  return hidden.size > 0 ? hidden : undefined;
};

/** What is not shown even to the client that has just written it. */
export const secret: Choose = (definition) => {
  if (definition.returned === 'never') return true;
  const hidden = shapeOf(definition.subAttributes ?? [], secret);
  return hidden.size > 0 ? hidden : undefined;
};

/** Whether an attribute is, or holds, something that is shown on request. */
export function hasOnRequest({ returned, subAttributes = [] }: AttributeDefinition): boolean {
  return returned === 'request' || subAttributes.some(hasOnRequest);
}

const byName: Choose = ({ returned }) =>
  returned === 'never' || returned === 'request' ? undefined : true;

function partly(definition: AttributeDefinition, choose: Choose): Part | undefined {
  const { subAttributes = [] } = definition;
  const shape = shapeOf(subAttributes, choose);
  const whole = [...shape.values()].every((part) => part === true);
  return shape.size === subAttributes.length && whole ? true : shape;
}

function shapeOf(definitions: readonly AttributeDefinition[], choose: Choose): MutableShape {
  const shape: MutableShape = new Map();
  for (const definition of definitions) {
    const part = choose(definition);
    if (part !== undefined) shape.set(definition.name, part);
  }
  return shape;
}

/** Adds what a name stands for to a shape. */
export function include(shape: MutableShape, target: Target, choose: Choose): void {
  if (target.kind === 'extension') {
    const { schema } = target.extension;
    merge(shape, schema.id, shapeOf(schema.attributes, choose));
    return;
  }
  const { attribute, subAttribute } = target;
  const { definition, extension } = attribute;
  const leaf = choose(subAttribute ?? definition);
  if (leaf === undefined) return;
  const part = subAttribute ? new Map([[subAttribute.name, leaf]]) : leaf;
  if (extension === undefined) merge(shape, definition.name, part);
  else merge(shape, extension, new Map([[definition.name, part]]));
}

function merge(shape: MutableShape, name: string, part: Part): void {
  const earlier = shape.get(name);
  if (earlier === true || part === true || earlier === undefined) {
    shape.set(name, earlier === true ? true : part);
    return;
  }
  const merged = new Map(earlier);
  for (const [key, inner] of part) merge(merged, key, inner);
  shape.set(name, merged);
}
