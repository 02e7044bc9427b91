import {
  type Item,
  json,
  keyItem,
  N,
  numberOf,
  optionalString,
  S,
  stringOf,
} from '#functions/adapters/dynamodb/attributes.ts';
import { besideItem, besideRecord } from '#functions/adapters/dynamodb/beside-item.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import { plannedItem } from '#functions/adapters/dynamodb/planned-store.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import type { Scope } from '#shared/identity/scope.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { isJsonObject, type JsonObject, parseJson } from '#shared/kernel/json.ts';

/** Precedes the names of types that tenants declare. */
const OWN = 'TYPE#';

/** Largest attributes of one resource, as JSON. */
const MAX_ATTRIBUTE_BYTES = 300_000;

/**
 * Attributes are kept as one JSON text: they are read and written whole, and a text costs a fraction of the
 * processor time that DynamoDB's nested maps do.
 */
export function resourceItem(scope: Scope, record: ResourceRecord): Item {
  return {
    ...keyItem(keys.resource(scope, record.type, record.id)),
    cpk: S(keys.collection(scope, record.type)),
    csk: S(record.id),
    type: S(rowType(record.type)),
    id: S(record.id),
    version: N(record.version),
    created: S(record.created),
    lastModified: S(record.lastModified),
    attributes: S(attributesText(record)),
    externalIds: json(record.externalIds),
    epoch: N(record.epoch),
    ...plannedItem(scope, record),
    ...(record.journal && { journal: S(record.journal) }),
    ...(record.origin && { origin: S(record.origin) }),
    ...besideItem(record),
  };
}

/** @throws DomainError `payloadTooLarge`: a row holds 400 KB with everything. */
function attributesText({ type, attributes }: ResourceRecord): string {
  const text = JSON.stringify(attributes);
  // A character is at most three bytes of UTF-8, so most need no second look.
  if (text.length * 3 <= MAX_ATTRIBUTE_BYTES || Buffer.byteLength(text) <= MAX_ATTRIBUTE_BYTES) {
    return text;
  }
  throw new DomainError(
    'payloadTooLarge',
    `The attributes of a ${type} may take ${MAX_ATTRIBUTE_BYTES} bytes together. Shorten or leave out some.`,
  );
}

export function resourceRecord(item: Item): ResourceRecord {
  const journal = optionalString(item, 'journal');
  const origin = optionalString(item, 'origin');
  return {
    type: resourceTypeOf(item),
    id: stringOf(item, 'id'),
    version: numberOf(item, 'version'),
    created: stringOf(item, 'created'),
    lastModified: stringOf(item, 'lastModified'),
    attributes: objectOf(item, 'attributes'),
    externalIds: externalIdsOf(item),
    epoch: numberOf(item, 'epoch'),
    ...(journal !== undefined && { journal }),
    ...(origin !== undefined && { origin }),
    ...besideRecord(item),
  };
}

/** The stream is filtered by this: what a tenant calls a type must not pass for an outbox record. */
function rowType(type: string): string {
  return type === 'User' || type === 'Group' ? type : `${OWN}${type}`;
}

function resourceTypeOf(item: Item): string {
  const type = stringOf(item, 'type');
  return type.startsWith(OWN) ? type.slice(OWN.length) : type;
}

/** Null-prototype, unlike what jsonOf gives: clients chose the names in it. */
function objectOf(item: Item, name: string): JsonObject {
  const value = parseJson(stringOf(item, name));
  if (!isJsonObject(value)) throw new TypeError(`The stored row has no object ${name}.`);
  return value;
}

function externalIdsOf(item: Item): Record<string, string> {
  const ids: Record<string, string> = Object.create(null);
  for (const [directoryId, id] of Object.entries(objectOf(item, 'externalIds'))) {
    if (typeof id === 'string') ids[directoryId] = id;
  }
  return ids;
}
