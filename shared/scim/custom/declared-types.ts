import type { Declarations } from '#shared/scim/custom/declarations.ts';
import { defineResourceType, type ResourceType } from '#shared/scim/resource-type.ts';
import { builtInTypes } from '#shared/scim/resource-types.ts';
import type { SchemaDefinition, SchemaExtension } from '#shared/scim/schema-definition.ts';

/** Every resource type of a tenant: the built-in ones with what it adds to them, then its own. */
export function declaredTypes(declarations: Declarations): readonly ResourceType[] {
  const schemas = new Map(declarations.schemas.map((schema) => [schema.id, schema]));
  const extensions = Map.groupBy(declarations.extensions, ({ resourceType }) => resourceType);
  const extensionsOf = (name: string): SchemaExtension[] =>
    (extensions.get(name) ?? []).map(({ schema, required }) => ({
      schema: schemaNamed(schemas, schema),
      required,
    }));
  return [
    ...builtInTypes.map((type) => extended(type, extensionsOf(type.name))),
    ...declarations.resourceTypes.map((type) =>
      defineResourceType({
        ...type,
        schema: schemaNamed(schemas, type.schema),
        extensions: extensionsOf(type.name),
      }),
    ),
  ];
}

function extended(type: ResourceType, added: readonly SchemaExtension[]): ResourceType {
  if (added.length === 0) return type;
  const { attributes: _, ...declared } = type;
  return defineResourceType({ ...declared, extensions: [...type.extensions, ...added] });
}

function schemaNamed(
  schemas: ReadonlyMap<string, SchemaDefinition>,
  urn: string,
): SchemaDefinition {
  const schema = schemas.get(urn);
  if (!schema) throw new TypeError(`The declarations speak of ${urn} and do not hold it.`);
  return schema;
}
