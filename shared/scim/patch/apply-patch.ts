import { type JsonObject, type JsonValue, newObject } from '#shared/kernel/json.ts';
import type { Dialect } from '#shared/scim/dialect.ts';
import { applyOperation } from '#shared/scim/patch/apply-operation.ts';
import { listOf } from '#shared/scim/patch/change-value.ts';
import { inOperation } from '#shared/scim/patch/in-operation.ts';
import type { PatchOperation } from '#shared/scim/patch/patch-operation.ts';
import { requirePresent } from '#shared/scim/require-present.ts';
import { requireImmutableUnchanged } from '#shared/scim/require-unchanged.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';

/**
 * Applies the steps of a PATCH in order (RFC 7644 section 3.5.2): all of them or, when it throws,
 * none. `current` is not written to; the result shares with it whatever did not change, so that
 * comparing the two tells whether there is anything to store.
 *
 * @param ownId An `id` that a step sets is ignored when it is this one.
 * @throws DomainError `noTarget`, `mutability`, `invalidValue`, `invalidSyntax`, `payloadTooLarge`
 */
export function applyPatch(
  type: ResourceType,
  current: JsonObject,
  operations: readonly PatchOperation[],
  dialect: Dialect,
  ownId?: string,
): JsonObject {
  const attributes: JsonObject = Object.assign(newObject(), current);
  for (const operation of operations) {
    inOperation(operation.number, () => {
      if (changesNothing(type, operation, ownId)) return;
      applyOperation(attributes, operation, dialect);
    });
  }
  requirePresent(type, attributes, current);
  requireImmutableUnchanged(type, current, attributes);
  return attributes;
}

/** Whether a step sets what the server assigns to what it is anyway. */
function changesNothing(
  type: ResourceType,
  { op, path, value = null }: PatchOperation,
  ownId: string | undefined,
): boolean {
  if (path.kind !== 'attribute' || op === 'remove') return false;
  if (path.attribute.path === 'id') return value === ownId;
  return path.attribute.path === 'schemas' && listOf(value).every((urn) => isSchemaOf(type, urn));
}

/** The attributes that are there say which schemas are in use, so naming one is no change. */
function isSchemaOf({ attributes }: ResourceType, urn: JsonValue): boolean {
  const name = typeof urn === 'string' ? urn.toLowerCase() : '';
  return name === attributes.core || attributes.extensions.has(name);
}
