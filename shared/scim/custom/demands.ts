import type { Declarations } from '#shared/scim/custom/declarations.ts';
import { declaredTypes } from '#shared/scim/custom/declared-types.ts';
import { incompatibility } from '#shared/scim/custom/incompatibility.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import type { SchemaExtension } from '#shared/scim/schema-definition.ts';

/** What must not be stored, so that a change of declarations leaves nothing behind that contradicts them. */
export interface Demand {
  readonly type: ResourceType;
  /** URN of the extension of which no resource may have values; absent: no resource may be there at all. */
  readonly extension?: string;
  /** What the change does, as in "removes the attribute serial". */
  readonly reason: string;
}

/** What a change of declarations asks of the resources that are stored; nothing when it only adds and loosens. */
export function demandsOf(before: Declarations, after: Declarations): Demand[] {
  const types = new Map(declaredTypes(after).map((type) => [type.name, type]));
  return declaredTypes(before).flatMap((type): Demand[] => {
    const next = types.get(type.name);
    if (!next) return [{ type, reason: `removes the resource type ${type.name}` }];
    return [...demandsOfSchema(type, next), ...demandsOfExtensions(type, next)];
  });
}

function demandsOfSchema(type: ResourceType, next: ResourceType): Demand[] {
  const reason =
    type.schema.id === next.schema.id
      ? incompatibility(type.schema, next.schema)
      : `makes ${type.name} of another schema`;
  return reason === undefined ? [] : [{ type, reason }];
}

function demandsOfExtensions(type: ResourceType, next: ResourceType): Demand[] {
  const extensions = new Map(type.extensions.map((each) => [each.schema.id, each]));
  const following = new Map(next.extensions.map((each) => [each.schema.id, each]));
  const changed = type.extensions.flatMap((each) =>
    demandsOfExtension(type, each, following.get(each.schema.id)),
  );
  const required = next.extensions.filter(
    (each) => each.required && !extensions.get(each.schema.id)?.required,
  );
  return [
    ...changed,
    ...required.map(({ schema }) => ({
      type,
      reason: `requires the extension ${schema.id} of every ${type.name}`,
    })),
  ];
}

function demandsOfExtension(
  type: ResourceType,
  { schema }: SchemaExtension,
  next: SchemaExtension | undefined,
): Demand[] {
  const reason = next
    ? incompatibility(schema, next.schema)
    : `takes the extension ${schema.id} from ${type.name}`;
  return reason === undefined ? [] : [{ type, extension: schema.id, reason }];
}
