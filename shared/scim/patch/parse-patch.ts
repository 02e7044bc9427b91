import { DomainError } from '#shared/kernel/domain-error.ts';
import { isJsonObject, type JsonObject, type JsonValue, newObject } from '#shared/kernel/json.ts';
import { assignmentsOf } from '#shared/scim/assignments.ts';
import type { Dialect } from '#shared/scim/dialect.ts';
import { MAX_OPERATIONS } from '#shared/scim/limits.ts';
import { PATCH_OP } from '#shared/scim/messages.ts';
import { inOperation } from '#shared/scim/patch/in-operation.ts';
import type { PatchOperation } from '#shared/scim/patch/patch-operation.ts';
import { parsePath } from '#shared/scim/path.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import { checkMessageSchemas, memberOf } from '#shared/scim/schemas-attribute.ts';

/**
 * Parses the body of a PATCH (RFC 7644 section 3.5.2). Values are checked when they are applied.
 *
 * @returns as many steps as there are targets; none when the operations change nothing.
 * @throws DomainError `invalidSyntax` for the message and the names in a value, `invalidPath`,
 * `invalidFilter`, `noTarget` for a remove without a path, `invalidValue` for a value that is
 * missing or cannot be taken apart, `payloadTooLarge` beyond 1,000 operations
 */
export function parsePatch(
  type: ResourceType,
  body: JsonValue,
  dialect: Dialect,
): PatchOperation[] {
  return readOperations(body, dialect).flatMap((operation, index) =>
    inOperation(index + 1, () => parseOperation(type, operation, dialect, index + 1)),
  );
}

function readOperations(body: JsonValue, dialect: Dialect): JsonValue[] {
  if (!isJsonObject(body)) throw invalidSyntax('The body must be a JSON object, a PatchOp.');
  checkMessageSchemas(PATCH_OP, body, dialect);
  const operations = memberOf(body, 'Operations');
  if (!Array.isArray(operations)) throw invalidSyntax('Operations must be an array.');
  if (operations.length === 0 && !dialect.emptyPatchSucceeds) {
    throw invalidSyntax('Operations must have at least one element.');
  }
  if (operations.length > MAX_OPERATIONS) {
    const detail = `A PATCH may have ${MAX_OPERATIONS} operations; send the rest in another one.`;
    throw new DomainError('payloadTooLarge', detail);
  }
  return operations;
}

function parseOperation(
  type: ResourceType,
  operation: JsonValue,
  dialect: Dialect,
  number: number,
): PatchOperation[] {
  if (!isJsonObject(operation)) throw invalidSyntax('An operation must be an object.');
  const op = readOp(memberOf(operation, 'op'), dialect);
  const path = memberOf(operation, 'path') ?? null;
  const value = memberOf(operation, 'value');
  if (op !== 'remove' && value === undefined) {
    throw new DomainError('invalidValue', `An operation "${op}" must have a value.`);
  }
  if (path === null) return partsOf(type, op, objectOf(op, value, dialect), dialect, number);
  if (typeof path !== 'string') throw new DomainError('invalidPath', 'path must be a string.');
  const target = parsePath(path, type, dialect);
  if (target.kind === 'extension' && op !== 'remove') {
    const object = Object.assign(newObject(), { [target.extension.schema.id]: value });
    return partsOf(type, op, object, dialect, number);
  }
  return [{ op, path: target, ...(value !== undefined && { value }), number }];
}

/** The value of an operation without a path: attributes of the resource itself. */
function objectOf(
  op: PatchOperation['op'],
  value: JsonValue | undefined,
  { looseShapes }: Dialect,
): JsonObject {
  if (op === 'remove') {
    throw new DomainError('noTarget', 'An operation "remove" must have a path.');
  }
  const [only] = looseShapes && Array.isArray(value) && value.length === 1 ? value : [value];
  if (isJsonObject(only)) return only;
  const detail = `An operation "${op}" without a path must have an object of attributes as its value.`;
  throw new DomainError('invalidValue', detail);
}

function partsOf(
  type: ResourceType,
  op: PatchOperation['op'],
  object: JsonObject,
  dialect: Dialect,
  number: number,
): PatchOperation[] {
  const steps: PatchOperation[] = [];
  for (const { path, value } of assignmentsOf(type, object, dialect)) {
    if (path.kind === 'attribute') {
      // meta SHALL be ignored when provided by clients (RFC 7643 section 3.1).
      if (path.attribute.path !== 'meta') steps.push({ op, path, value, number });
    } else if (op === 'replace') {
      steps.push({ op: 'remove', path, number });
    }
  }
  return steps;
}

function readOp(op: JsonValue | undefined, { anyCaseOperations }: Dialect): PatchOperation['op'] {
  const name = anyCaseOperations && typeof op === 'string' ? op.toLowerCase() : op;
  if (name === 'add' || name === 'remove' || name === 'replace') return name;
  throw invalidSyntax('op must be "add", "remove" or "replace"');
}

function invalidSyntax(detail: string): DomainError {
  return new DomainError('invalidSyntax', detail);
}
