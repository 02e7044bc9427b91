import type {
  AttributeDefinition,
  SchemaDefinition,
  SchemaExtension,
} from '#shared/scim/schema-definition.ts';
import { commonAttributes } from '#shared/scim/schemas/common.ts';

/** A top-level attribute of a resource, or one directly below an extension. */
export interface Attribute {
  readonly definition: AttributeDefinition;
  /** URN of the extension that contains the attribute; absent for core and common attributes. */
  readonly extension?: string;
  /** Canonical name in attribute notation (RFC 7644 3.10): `emails`, `urn:…:User:manager`. */
  readonly path: string;
  /** By lower-case name; empty unless the attribute is complex. */
  readonly subAttributes: ReadonlyMap<string, AttributeDefinition>;
}

type AttributeTable = ReadonlyMap<string, Attribute>;

/** An extension schema of a resource type, its attributes by lower-case name. */
export interface Extension extends SchemaExtension {
  readonly attributes: AttributeTable;
}

/** Everything that a resource type may hold, compiled for look-up without regard to case. */
export interface AttributeIndex {
  /** URN of the core schema, in lower case. */
  readonly core: string;
  /** Core and common (`schemas`, `id`, `externalId`, `meta`) attributes by lower-case name. */
  readonly top: AttributeTable;
  /** By lower-case URN. */
  readonly extensions: ReadonlyMap<string, Extension>;
  /** Extension attributes by lower-case bare name; of several of one name that of the first extension. */
  readonly unqualified: AttributeTable;
  /** Attributes whose value no two resources share: single strings, `id` apart. */
  readonly unique: readonly Attribute[];
  /** Attributes that are, or hold, an immutable value outside a multi-valued attribute. */
  readonly immutable: readonly Attribute[];
  /** Attributes that are, or hold, something that an answer leaves out unless it is asked for. */
  readonly unreturned: readonly Attribute[];
}

export function indexAttributes(
  schema: SchemaDefinition,
  schemaExtensions: readonly SchemaExtension[],
): AttributeIndex {
  // Common attributes come last: their characteristics take precedence (RFC 7643 section 3.1).
  const top = tableOf([...schema.attributes, ...commonAttributes], undefined);
  const extensions = new Map(
    schemaExtensions.map((extension) => [
      extension.schema.id.toLowerCase(),
      { ...extension, attributes: tableOf(extension.schema.attributes, extension.schema.id) },
    ]),
  );
  const extended = [...extensions.values()].flatMap(({ attributes }) => [...attributes.values()]);
  const all = [...top.values(), ...extended];
  return {
    core: schema.id.toLowerCase(),
    top,
    extensions,
    unqualified: tableOfBareNames(extended, top),
    unique: all.filter(({ definition }) => isUnique(definition)),
    immutable: all.filter(({ definition }) => holdsImmutable(definition)),
    unreturned: all.filter(({ definition }) => holdsUnreturned(definition)),
  };
}

function tableOf(
  definitions: readonly AttributeDefinition[],
  extension: string | undefined,
): AttributeTable {
  return new Map(
    definitions.map((definition) => [
      definition.name.toLowerCase(),
      {
        definition,
        ...(extension !== undefined && { extension }),
        path: extension === undefined ? definition.name : `${extension}:${definition.name}`,
        subAttributes: new Map(
          (definition.subAttributes ?? []).map((sub) => [sub.name.toLowerCase(), sub]),
        ),
      },
    ]),
  );
}

/** An extension that comes later never changes what a name meant before. */
function tableOfBareNames(extended: readonly Attribute[], top: AttributeTable): AttributeTable {
  const table = new Map<string, Attribute>();
  for (const attribute of extended) {
    const name = attribute.definition.name.toLowerCase();
    if (!table.has(name) && !top.has(name)) table.set(name, attribute);
  }
  return table;
}

/** The server makes ids itself, so there is nothing to enforce. */
function isUnique({ name, type, multiValued, uniqueness }: AttributeDefinition): boolean {
  return uniqueness !== 'none' && type === 'string' && !multiValued && name !== 'id';
}

/** The values of a multi-valued attribute come and go as wholes, so nothing in them is fixed. */
function holdsImmutable(definition: AttributeDefinition): boolean {
  if (definition.mutability === 'immutable') return true;
  return !definition.multiValued && (definition.subAttributes ?? []).some(holdsImmutable);
}

/** `password`, and whatever else an answer shows on request only, or never. */
function holdsUnreturned(definition: AttributeDefinition): boolean {
  if (definition.returned === 'never' || definition.returned === 'request') return true;
  return (definition.subAttributes ?? []).some(holdsUnreturned);
}
