import { DomainError } from '#shared/kernel/domain-error.ts';
import type { Declarations } from '#shared/scim/custom/declarations.ts';
import { declaredTypes } from '#shared/scim/custom/declared-types.ts';
import { checkDates } from '#shared/scim/custom/directory-dates.ts';
import {
  MAX_DECLARATIONS,
  MAX_EXTENSIONS,
  MAX_RESOURCE_TYPES,
  MAX_SCHEMAS,
  MAX_UNIQUE,
} from '#shared/scim/custom/limits.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import { builtInTypes } from '#shared/scim/resource-types.ts';
import type { SchemaDefinition } from '#shared/scim/schema-definition.ts';

/**
 * Holds everything that a tenant declares together: no two things of one name, no name that could be read in two
 * ways, nothing that is spoken of and not there, and no more of it than can be served.
 *
 * @throws DomainError `conflict`, `notFound`, `payloadTooLarge`.
 */
export function checkDeclarations(declarations: Declarations): void {
  const { schemas, resourceTypes } = declarations;
  requireAtMost(schemas.length, MAX_SCHEMAS, 'schemas');
  requireAtMost(resourceTypes.length, MAX_RESOURCE_TYPES, 'resource types');
  if (JSON.stringify(declarations).length > MAX_DECLARATIONS) {
    throw new DomainError(
      'payloadTooLarge',
      `The schemas of a tenant may take ${MAX_DECLARATIONS} characters of JSON together. Shorten descriptions, or leave out attributes.`,
    );
  }
  const builtInSchemas = builtInTypes.flatMap(schemasOf);
  requireDistinct([...builtInSchemas, ...schemas], 'schema', ({ id }) => id);
  requireUnambiguous([...builtInSchemas, ...schemas]);
  requireDistinct([...builtInTypes, ...resourceTypes], 'resource type', ({ name }) => name);
  requireDistinct([...builtInTypes, ...resourceTypes], 'endpoint', ({ endpoint }) => endpoint);
  requireDeclared(declarations);
  for (const type of declaredTypes(declarations)) {
    checkType(type);
    if (type.name === 'User') checkDates(declarations, type);
  }
}

function schemasOf({ schema, extensions }: ResourceType): SchemaDefinition[] {
  return [schema, ...extensions.map((extension) => extension.schema)];
}

function requireAtMost(count: number, most: number, what: string): void {
  if (count <= most) return;
  throw new DomainError('conflict', `A tenant may declare ${most} ${what} and no more.`);
}

function requireDistinct<T>(all: readonly T[], what: string, nameOf: (each: T) => string): void {
  const seen = new Map<string, string>();
  for (const each of all) {
    const name = nameOf(each);
    const earlier = seen.get(name.toLowerCase());
    if (earlier !== undefined) {
      const detail = `The ${what} ${earlier} is there already; ${name} is not different from it.`;
      throw new DomainError('conflict', detail);
    }
    seen.set(name.toLowerCase(), name);
  }
}

/** `urn:a:b` with an attribute `c` and `urn:a:b:c` would share a name in filters and paths. */
function requireUnambiguous(schemas: readonly SchemaDefinition[]): void {
  const urns = new Map(schemas.map(({ id }) => [id.toLowerCase(), id]));
  for (const { id, attributes } of schemas) {
    const named = attributes.find(({ name }) => urns.has(`${id}:${name}`.toLowerCase()));
    if (!named) continue;
    throw new DomainError(
      'conflict',
      `${id}:${named.name} is both a schema and the attribute ${named.name} of ${id}. Choose another URN.`,
    );
  }
}

function requireDeclared({ schemas, resourceTypes, extensions }: Declarations): void {
  const urns = new Set(schemas.map(({ id }) => id));
  const missing = [...resourceTypes, ...extensions].find(({ schema }) => !urns.has(schema));
  if (!missing) return;
  const detail = `This tenant has no schema ${missing.schema}. Upload that first.`;
  throw new DomainError('notFound', detail);
}

function checkType(type: ResourceType): void {
  const { name, schema, extensions, attributes } = type;
  if (extensions.length > MAX_EXTENSIONS) {
    const detail = `${name} may have ${MAX_EXTENSIONS} extensions and no more.`;
    throw new DomainError('conflict', detail);
  }
  const urns = [schema, ...extensions.map((extension) => extension.schema)].map(({ id }) => id);
  const twice = urns.find((urn, index) => urns.indexOf(urn) !== index);
  if (twice !== undefined) {
    throw new DomainError('conflict', `${twice} is a schema of ${name} already.`);
  }
  const builtIn = builtInTypes.find((each) => each.name === name)?.attributes.unique.length ?? 0;
  if (attributes.unique.length - builtIn > MAX_UNIQUE) {
    const detail = `${name} may have ${MAX_UNIQUE} unique attributes of your own and no more.`;
    throw new DomainError('conflict', detail);
  }
}
