import { DomainError } from '#shared/kernel/domain-error.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/kernel/json.ts';
import type { Dialect } from '#shared/scim/dialect.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';

/** A member of an object by its name, in whatever case the client wrote it. */
export function memberOf(object: JsonObject, name: string): JsonValue | undefined {
  if (Object.hasOwn(object, name)) return object[name];
  const lower = name.toLowerCase();
  const key = Object.keys(object).find((each) => each.toLowerCase() === lower);
  return key === undefined ? undefined : object[key];
}

/**
 * Checks the `schemas` of a resource's body (RFC 7643 section 3): it names the core schema, each
 * extension that the body uses, and nothing that the type does not know.
 *
 * @throws DomainError `invalidSyntax`
 */
export function checkResourceSchemas(type: ResourceType, body: JsonObject, dialect: Dialect): void {
  const named = readSchemas(body, type.schema.id, dialect);
  if (!named) return;
  const { core, extensions } = type.attributes;
  for (const urn of named) {
    if (urn === core || extensions.has(urn) || dialect.ignoreUnknown) continue;
    const detail = `schemas names ${urn.slice(0, 200)}, which is no schema of ${type.name}.`;
    throw new DomainError('invalidSyntax', detail);
  }
  if (dialect.schemasOptional) return;
  for (const key of Object.keys(body)) {
    const extension = extensions.get(key.toLowerCase());
    if (extension && isJsonObject(body[key]) && !named.has(key.toLowerCase())) {
      throw missing(extension.schema.id);
    }
  }
}

/** Checks the `schemas` of a message such as a PATCH: it names the message. */
export function checkMessageSchemas(message: string, body: JsonObject, dialect: Dialect): void {
  readSchemas(body, message, dialect);
}

/** The URNs in lower case; undefined when the dialect does without. */
function readSchemas(
  body: JsonObject,
  required: string,
  { schemasOptional }: Dialect,
): Set<string> | undefined {
  const schemas = memberOf(body, 'schemas') ?? [];
  if (!Array.isArray(schemas) || !schemas.every((urn) => typeof urn === 'string')) {
    throw new DomainError('invalidSyntax', 'schemas must be an array of strings.');
  }
  const named = new Set(schemas.map((urn) => urn.toLowerCase()));
  if (!named.has(required.toLowerCase()) && !schemasOptional) throw missing(required);
  return named;
}

function missing(urn: string): DomainError {
  return new DomainError('invalidSyntax', `schemas must name ${urn}; add it to the array.`);
}
