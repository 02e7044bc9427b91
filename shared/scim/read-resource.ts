import { DomainError } from '#shared/kernel/domain-error.ts';
import { isJsonObject, type JsonObject, type JsonValue, newObject } from '#shared/kernel/json.ts';
import { type Assignment, assignmentsOf } from '#shared/scim/assignments.ts';
import { writeSlot } from '#shared/scim/attribute-slot.ts';
import type { Dialect } from '#shared/scim/dialect.ts';
import { applyOperation } from '#shared/scim/patch/apply-operation.ts';
import { requirePresent } from '#shared/scim/require-present.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import { checkResourceSchemas } from '#shared/scim/schemas-attribute.ts';
import { readValue } from '#shared/scim/values/read-value.ts';

/**
 * Reads the body of a POST or PUT into the attributes to be stored (RFC 7644 sections 3.3 and 3.5.1):
 * canonical names, null-prototype objects, `externalId` included; without `schemas`, without what is
 * readOnly (`id`, `meta`, `groups`), and without what is writeOnly (`password` is checked, not kept).
 *
 * @throws DomainError `invalidSyntax` when the body does not have the form of the schemas,
 * `invalidValue` when an attribute has the wrong type or is missing, `payloadTooLarge`
 */
export function readResource(type: ResourceType, body: JsonValue, dialect: Dialect): JsonObject {
  const attributes = readAttributes(type, body, dialect);
  requirePresent(type, attributes);
  return attributes;
}

/** Like {@link readResource}, but does not ask whether what is required is there. */
export function readAttributes(type: ResourceType, body: JsonValue, dialect: Dialect): JsonObject {
  if (!isJsonObject(body)) {
    throw new DomainError('invalidSyntax', `The body must be a JSON object, a ${type.name}.`);
  }
  checkResourceSchemas(type, body, dialect);
  const attributes = newObject();
  for (const assignment of assignmentsOf(type, body, dialect)) {
    assign(attributes, assignment, dialect);
  }
  return attributes;
}

function assign(attributes: JsonObject, { path, value }: Assignment, dialect: Dialect): void {
  if (path.kind === 'extension') return;
  const { attribute, filter, subAttribute } = path;
  const { definition } = attribute;
  if (definition.mutability === 'readOnly' || subAttribute?.mutability === 'readOnly') return;
  if (filter || subAttribute) {
    applyOperation(attributes, { op: 'add', path, value }, dialect);
    return;
  }
  const read = readValue(definition, value, dialect, attribute.path);
  if (read !== undefined && definition.mutability !== 'writeOnly') {
    writeSlot(attributes, attribute, read);
  }
}
