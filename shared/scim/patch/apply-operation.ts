import { DomainError } from '#shared/kernel/domain-error.ts';
import {
  equalJson,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  newObject,
} from '#shared/kernel/json.ts';
import { readSlot, withMember, writeSlot } from '#shared/scim/attribute-slot.ts';
import type { Dialect } from '#shared/scim/dialect.ts';
import { changeElements } from '#shared/scim/patch/change-elements.ts';
import { type Change, changeValue } from '#shared/scim/patch/change-value.ts';
import type { PatchOperation } from '#shared/scim/patch/patch-operation.ts';
import type { PathToAttribute } from '#shared/scim/path.ts';

/**
 * Applies one step to a resource (RFC 7644 section 3.5.2). Writes to the top level of `attributes`
 * only, and nothing at all when it throws: values below are replaced, never changed.
 *
 * @throws DomainError `mutability`, `noTarget`, `invalidValue`, `invalidSyntax`, `payloadTooLarge`
 */
export function applyOperation(
  attributes: JsonObject,
  { op, path, value }: Omit<PatchOperation, 'number'>,
  dialect: Dialect,
): void {
  if (path.kind === 'extension') {
    const { schema, required } = path.extension;
    if (required) throw new DomainError('mutability', `Extension ${schema.id} is required.`);
    delete attributes[schema.id];
    return;
  }
  const { attribute, subAttribute } = path;
  const name = subAttribute ? `${attribute.path}.${subAttribute.name}` : attribute.path;
  if (attribute.definition.mutability === 'readOnly' || subAttribute?.mutability === 'readOnly') {
    throw new DomainError('mutability', `Attribute ${name} is readOnly; leave it out.`);
  }
  const before = readSlot(attributes, attribute);
  const changed = changeAttribute(path, before, { op, value, dialect, path: name });
  const after = withoutStaleReference(before, changed);
  if (op === 'remove') requireRemovable(path, before, after, name);
  // A password is checked like any other value, and then forgotten.
  if (attribute.definition.mutability === 'writeOnly' || before === after) return;
  writeSlot(attributes, attribute, after);
}

function changeAttribute(
  path: PathToAttribute,
  before: JsonValue | undefined,
  change: Change,
): JsonValue | undefined {
  const { attribute, filter, subAttribute } = path;
  const reachesIn = filter !== undefined || subAttribute !== undefined;
  if (attribute.definition.multiValued && reachesIn) return changeElements(path, before, change);
  if (!subAttribute) return changeValue(attribute.definition, before, change);
  const object = isJsonObject(before) ? before : newObject();
  const value = changeValue(subAttribute, object[subAttribute.name], change);
  return withMember(object, subAttribute.name, value);
}

/** A `$ref` that stayed while the `value` beside it changed would lead to somebody else. */
function withoutStaleReference(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
): JsonValue | undefined {
  if (!isJsonObject(before) || !isJsonObject(after)) return after;
  const [old, value] = [before['value'], after['value']];
  const moved = old !== undefined && value !== undefined && !equalJson(old, value);
  const stayed = after['$ref'] !== undefined && after['$ref'] === before['$ref'];
  return moved && stayed ? withMember(after, '$ref', undefined) : after;
}

/** What is required must not be removed (RFC 7644 section 3.5.2.2). */
function requireRemovable(
  { attribute, subAttribute }: PathToAttribute,
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  name: string,
): void {
  const { required } = subAttribute ?? attribute.definition;
  const removed = subAttribute ? !equalJson(before, after) : after === undefined;
  if (!required || !removed || before === undefined) return;
  throw new DomainError('mutability', `Attribute ${name} is required; replace its value instead.`);
}
