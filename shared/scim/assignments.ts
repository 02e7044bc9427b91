import { isJsonObject, type JsonObject, type JsonValue } from '#shared/kernel/json.ts';
import type { Attribute, Extension } from '#shared/scim/attribute-index.ts';
import { parseReference, resolveReference } from '#shared/scim/attribute-reference.ts';
import type { Dialect } from '#shared/scim/dialect.ts';
import { type AttributePath, parsePath } from '#shared/scim/path.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import { isUnassigned, refuseTwice, refuseUnknown } from '#shared/scim/values/read-value.ts';
import { refuseValue } from '#shared/scim/values/refuse-value.ts';

/** One member of the JSON object of a resource, its name found in the schemas of the type. */
export interface Assignment {
  readonly path: AttributePath;
  readonly value: JsonValue;
  readonly rank: number;
}

/** A bare name yields to the full one, and a part is applied to the whole that is there by then. */
const ranks = { unqualified: 0, whole: 1, part: 2 } as const;

/**
 * Takes the object that describes a resource, or a part of it, apart into its attributes: the body
 * of a POST or PUT, and the value of a PATCH operation without a path. Names are found without
 * regard to case, the members of an extension by its URN; `schemas` is left out.
 *
 * @returns in the order in which they are to be applied: a whole attribute before a part of it.
 * @throws DomainError `invalidSyntax` for an unknown or repeated attribute, `invalidValue`
 */
export function assignmentsOf(
  type: ResourceType,
  object: JsonObject,
  dialect: Dialect,
): Assignment[] {
  const assignments = assignmentsOfMembers(type, object, dialect);
  refuseRepeated(assignments);
  return assignments.sort((left, right) => left.rank - right.rank);
}

function assignmentsOfMembers(
  type: ResourceType,
  object: JsonObject,
  dialect: Dialect,
): Assignment[] {
  return Object.keys(object).flatMap((key) =>
    assignmentsOfMember(type, key, object[key] ?? null, dialect),
  );
}

function refuseRepeated(assignments: readonly Assignment[]): void {
  const seen = new Set<Attribute | Extension>();
  for (const { path, rank } of assignments) {
    if (rank !== ranks.whole) continue;
    const named = path.kind === 'extension' ? path.extension : path.attribute;
    if (seen.has(named)) refuseTwice('schema' in named ? named.schema.id : named.path);
    seen.add(named);
  }
}

function assignmentsOfMember(
  type: ResourceType,
  key: string,
  value: JsonValue,
  dialect: Dialect,
): Assignment[] {
  const { core, top, extensions, unqualified } = type.attributes;
  const name = key.toLowerCase();
  if (name === 'schemas') return [];
  const attribute = top.get(name);
  if (attribute) return [{ path: { kind: 'attribute', attribute }, value, rank: ranks.whole }];
  const extension = extensions.get(name);
  if (extension) return assignmentsOfExtension(extension, value, dialect);
  if (name === core && dialect.pathsAsKeys && isJsonObject(value)) {
    return assignmentsOfMembers(type, value, dialect);
  }
  const bare = dialect.extensionAttributesAtTop ? unqualified.get(name) : undefined;
  if (bare) {
    return [{ path: { kind: 'attribute', attribute: bare }, value, rank: ranks.unqualified }];
  }
  const path = dialect.pathsAsKeys ? pathOfKey(type, key, dialect) : undefined;
  if (path) return [{ path, value, rank: ranks.part }];
  refuseUnknown(key, dialect);
  return [];
}

function assignmentsOfExtension(
  extension: Extension,
  value: JsonValue,
  dialect: Dialect,
): Assignment[] {
  const { id } = extension.schema;
  if (isUnassigned(value, dialect)) {
    return [{ path: { kind: 'extension', extension }, value: null, rank: ranks.whole }];
  }
  if (!isJsonObject(value)) return refuseValue(id, 'must be an object', value);
  const assignments: Assignment[] = [];
  for (const key of Object.keys(value)) {
    const attribute = extension.attributes.get(key.toLowerCase());
    if (!attribute) {
      // The container says by its name what `schemas` may say in it again.
      if (key.toLowerCase() === 'schemas') continue;
      refuseUnknown(`${id}:${key}`, dialect);
      continue;
    }
    const path = { kind: 'attribute', attribute } as const;
    assignments.push({ path, value: value[key] ?? null, rank: ranks.whole });
  }
  return assignments;
}

/** Reads `name.givenName`, `urn:…:User:department` or `emails[type eq "work"].value` as a key. */
function pathOfKey(type: ResourceType, key: string, dialect: Dialect): AttributePath | undefined {
  if (key.includes('[')) return parsePath(key, type, dialect);
  const reference = /[.:]/.test(key) ? parseReference(key) : undefined;
  return reference && resolveReference(type.attributes, reference);
}
