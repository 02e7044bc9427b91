import { DomainError } from '#shared/kernel/domain-error.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/kernel/json.ts';
import {
  type BulkMethod,
  type BulkOperation,
  bulkMethods,
  type RefusedOperation,
  type SentOperation,
} from '#shared/scim/bulk/bulk-operation.ts';
import type { Dialect } from '#shared/scim/dialect.ts';
import { MAX_BULK_ID_LENGTH } from '#shared/scim/limits.ts';
import { memberOf } from '#shared/scim/schemas-attribute.ts';

/** An entity tag (RFC 9110 section 8.8.3), or `*`. */
const ENTITY_TAG = /^(?:\*|(?:W\/)?"[\x21\x23-\x7e]{0,200}")$/;

/** Reads one element of `Operations`; what is wrong with it becomes its refusal. */
export function parseBulkOperation(
  sent: JsonValue,
  index: number,
  dialect: Dialect,
): BulkOperation | RefusedOperation {
  const echo = isJsonObject(sent) ? echoOf(sent, index) : { index };
  try {
    if (!isJsonObject(sent)) throw invalidSyntax('must be a JSON object');
    const method = readMethod(memberOf(sent, 'method'), dialect);
    return { ...echo, method, ...readTarget(sent, method), ...readBulkId(sent, method, dialect) };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const detail = `Operations[${index}]: ${error.message}`;
    return { ...echo, refusal: new DomainError(error.code, detail, { cause: error }) };
  }
}

function echoOf(sent: JsonObject, index: number): SentOperation {
  const method = memberOf(sent, 'method');
  const bulkId = memberOf(sent, 'bulkId');
  return {
    index,
    ...(typeof method === 'string' && { method }),
    ...(typeof bulkId === 'string' && { bulkId }),
  };
}

function readMethod(sent: JsonValue | undefined, { anyCaseOperations }: Dialect): BulkMethod {
  const name = anyCaseOperations && typeof sent === 'string' ? sent.toUpperCase() : sent;
  const method = bulkMethods.find((each) => each === name);
  return method ?? refuse(`method must be one of ${bulkMethods.join(', ')}.`, invalidSyntax);
}

function readTarget(
  sent: JsonObject,
  method: BulkMethod,
): Pick<BulkOperation, 'path' | 'version' | 'data'> {
  const path = readPath(memberOf(sent, 'path'));
  if (method === 'POST') return { path, data: requireData(sent, method) };
  const version = readVersion(memberOf(sent, 'version') ?? undefined);
  if (method === 'DELETE') return { path, ...version };
  return { path, ...version, data: requireData(sent, method) };
}

function readPath(path: JsonValue | undefined): string {
  if (typeof path !== 'string' || path === '') {
    return refuse('path must be a path below the SCIM root, such as /Users or /Users/{id}.');
  }
  if (/^\/*bulk\b/i.test(path)) return refuse('a bulk cannot have another one in it.');
  return path.startsWith('/') ? path : `/${path}`;
}

function readVersion(version: JsonValue | undefined): { version?: string } {
  if (version === undefined) return {};
  if (typeof version === 'string' && ENTITY_TAG.test(version)) return { version };
  return refuse('version must be an entity tag as meta.version has it, such as W/"3".');
}

function requireData(sent: JsonObject, method: BulkMethod): JsonValue {
  return memberOf(sent, 'data') ?? refuse(`${method} must have data.`);
}

function readBulkId(
  sent: JsonObject,
  method: BulkMethod,
  { bulkIdOptional }: Dialect,
): { bulkId?: string } {
  const bulkId = memberOf(sent, 'bulkId') ?? undefined;
  if (bulkId === undefined) {
    if (method !== 'POST' || bulkIdOptional) return {};
    return refuse('a POST must have a bulkId.');
  }
  if (typeof bulkId === 'string' && bulkId !== '' && bulkId.length <= MAX_BULK_ID_LENGTH) {
    return { bulkId };
  }
  return refuse(`bulkId must be a string of 1 to ${MAX_BULK_ID_LENGTH} characters.`);
}

function refuse(detail: string, error = invalidValue): never {
  throw error(detail);
}

function invalidSyntax(detail: string): DomainError {
  return new DomainError('invalidSyntax', detail);
}

function invalidValue(detail: string): DomainError {
  return new DomainError('invalidValue', detail);
}
