import type { JsonValue } from '#shared/kernel/json.ts';
import { DeclaredObject } from '#shared/scim/custom/declared-object.ts';
import { MAX_NAME, MAX_URN } from '#shared/scim/custom/limits.ts';
import { parseAttributes } from '#shared/scim/custom/parse-attribute.ts';
import { SCHEMA } from '#shared/scim/messages.ts';
import type { SchemaDefinition } from '#shared/scim/schema-definition.ts';

/** A URN (RFC 8141) of letters, digits and `:` `.` `_` `-`: fit to stand in filters and paths as it is. */
const URN = /^urn:[a-z0-9][a-z0-9-]{0,30}[a-z0-9](?::[\w.-]*\w)+$/i;

/** Namespaces in which only the RFCs name anything. */
const RESERVED = ['urn:ietf:params:scim:schemas:core:', 'urn:ietf:params:scim:api:'];

/**
 * Reads an uploaded schema (RFC 7643 section 7); `schemas` and `meta` may be there or not.
 *
 * @throws DomainError `invalidValue` naming the exact place.
 */
export function parseSchema(document: JsonValue): SchemaDefinition {
  const known = ['schemas', 'id', 'name', 'description', 'attributes', 'meta'];
  const object = new DeclaredObject(document, '', known);
  requireMessage(object, SCHEMA);
  const id = parseUrn(object, 'id');
  if (RESERVED.some((namespace) => id.toLowerCase().startsWith(namespace))) {
    object.refuse('id', 'is in a namespace of the RFCs; choose a URN of your own');
  }
  return {
    id,
    name: object.text('name', MAX_NAME) ?? id,
    description: object.text('description') ?? '',
    attributes: parseAttributes(object),
  };
}

/** Holds `schemas`, if it is there, to what the document is. */
export function requireMessage(object: DeclaredObject, urn: string): void {
  const schemas = object.texts('schemas');
  if (schemas && !schemas.some((each) => each.toLowerCase() === urn.toLowerCase())) {
    object.refuse('schemas', `must name ${urn}`);
  }
}

export function parseUrn(object: DeclaredObject, name: string): string {
  const urn = object.requiredText(name, MAX_URN);
  if (URN.test(urn)) return urn;
  return object.refuse(
    name,
    'must be a URN of letters, digits, ":", ".", "_" and "-", such as urn:example:params:scim:schemas:2.0:Device',
  );
}
