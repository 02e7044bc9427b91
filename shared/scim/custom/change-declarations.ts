import { DomainError } from '#shared/kernel/domain-error.ts';
import type { Declarations, DeclaredExtension } from '#shared/scim/custom/declarations.ts';
import type { ParsedResourceType } from '#shared/scim/custom/parse-resource-type.ts';
import { builtInTypes } from '#shared/scim/resource-types.ts';
import type { SchemaDefinition } from '#shared/scim/schema-definition.ts';

// Each of these makes the state after one upload or removal of the one before it, and judges no more of it than
// what the change itself speaks of; checkDeclarations judges the whole.

/**
 * Adds a schema, or puts it in the place of the one with its URN.
 *
 * @param extension A resource type that it extends from here on, or extends in another way.
 * @throws DomainError `notFound` when there is no such resource type.
 */
export function withSchema(
  declarations: Declarations,
  schema: SchemaDefinition,
  extension?: Omit<DeclaredExtension, 'schema'>,
): Declarations {
  const schemas = replaced(declarations.schemas, schema, ({ id }) => id === schema.id);
  if (!extension) return { ...declarations, schemas };
  requireResourceType(declarations, extension.resourceType);
  const attached = { ...extension, schema: schema.id };
  const extensions = replaced(
    declarations.extensions,
    attached,
    (each) => each.schema === schema.id && each.resourceType === extension.resourceType,
  );
  return { ...declarations, schemas, extensions };
}

/**
 * Takes a schema away, from the types that it extends as well.
 *
 * @throws DomainError `notFound`; `conflict` when a resource type is made of it.
 */
export function withoutSchema(declarations: Declarations, urn: string): Declarations {
  if (!declarations.schemas.some(({ id }) => id === urn)) {
    throw new DomainError('notFound', `This tenant has no schema ${urn.slice(0, 200)}.`);
  }
  const type = declarations.resourceTypes.find(({ schema }) => schema === urn);
  if (type) {
    const detail = `${urn} is the schema of the resource type ${type.name}. Delete that first.`;
    throw new DomainError('conflict', detail);
  }
  return {
    ...declarations,
    schemas: declarations.schemas.filter(({ id }) => id !== urn),
    extensions: declarations.extensions.filter(({ schema }) => schema !== urn),
  };
}

/** Adds a resource type with its extensions, or puts it in the place of the one with its name. */
export function withResourceType(
  declarations: Declarations,
  { type, extensions }: ParsedResourceType,
): Declarations {
  return {
    ...declarations,
    resourceTypes: replaced(declarations.resourceTypes, type, ({ name }) => name === type.name),
    extensions: [...extensionsOfOthers(declarations, type.name), ...extensions],
  };
}

/** @throws DomainError `notFound`. */
export function withoutResourceType(declarations: Declarations, name: string): Declarations {
  if (!declarations.resourceTypes.some((type) => type.name === name)) {
    const detail = `This tenant declared no resource type ${name.slice(0, 100)}.`;
    throw new DomainError('notFound', detail);
  }
  return {
    ...declarations,
    resourceTypes: declarations.resourceTypes.filter((type) => type.name !== name),
    extensions: extensionsOfOthers(declarations, name),
  };
}

function extensionsOfOthers({ extensions }: Declarations, name: string): DeclaredExtension[] {
  return extensions.filter(({ resourceType }) => resourceType !== name);
}

function requireResourceType({ resourceTypes }: Declarations, name: string): void {
  const names = [...builtInTypes, ...resourceTypes].map((type) => type.name);
  if (names.includes(name)) return;
  const detail = `There is no resource type ${name.slice(0, 100)} to extend; there are ${names.join(', ')}.`;
  throw new DomainError('notFound', detail);
}

/** What is replaced keeps its place: the order decides whose a bare name is. */
function replaced<T>(list: readonly T[], entry: T, isSame: (each: T) => boolean): T[] {
  const place = list.findIndex(isSame);
  return place < 0 ? [...list, entry] : list.with(place, entry);
}
