import type { Link, ResourceRecord } from '#shared/identity/resource-record.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/kernel/json.ts';
import type { Attribute } from '#shared/scim/attribute-index.ts';
import { readSlot } from '#shared/scim/attribute-slot.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import type { AttributeDefinition } from '#shared/scim/schema-definition.ts';
import { compareForm } from '#shared/scim/values/compare-form.ts';

/** A value by which a resource is found in one step, and which, if `unique`, no second one may have. */
export interface IndexEntry {
  readonly type: string;
  readonly attribute: string;
  /** Canonical: equal exactly when the values are equal by the attribute's `caseExact`. */
  readonly value: string;
  readonly unique: boolean;
  /** The directory whose name for the resource this is; absent for what all of them share. */
  readonly directoryId?: string;
}

/** Found by equality without being unique, by resource type: dotted names of strings. */
const lookups: ReadonlyMap<string, readonly string[]> = new Map([
  ['User', ['emails.value']],
  ['Group', ['displayName']],
]);

/** Values of one attribute that may be indexed; they all change in one transaction. */
const MAX_INDEXED_VALUES = 20;

/** Canonical value for an equality on `attribute`, or undefined when nothing is kept to answer it. */
export function indexEntryFor(
  type: ResourceType,
  attribute: string,
  value: string,
  directoryId: string,
): IndexEntry | undefined {
  if (attribute === 'externalId') {
    return { type: type.name, attribute, value, unique: true, directoryId };
  }
  const unique = type.attributes.unique.find(({ path }) => path === attribute);
  const definition = unique?.definition ?? lookupDefinition(type, attribute);
  if (!definition) return undefined;
  return {
    type: type.name,
    attribute,
    value: canonical(definition, value),
    unique: unique !== undefined,
  };
}

/** Everything under which the resource is to be found. */
export function indexEntriesOf(type: ResourceType, record: ResourceRecord): IndexEntry[] {
  const external = Object.entries(record.externalIds).map(([directoryId, value]) => ({
    type: type.name,
    attribute: 'externalId',
    value,
    unique: true,
    directoryId,
  }));
  return [
    ...external,
    ...type.attributes.unique.flatMap((each) => guardsOf(type, each, record.attributes)),
    ...(lookups.get(type.name) ?? []).flatMap((name) => lookupsOf(type, name, record.attributes)),
    ...originOf(type, record),
    ...(record.links ?? []).map(linkEntry),
  ];
}

// Not names that an attribute may have.
export const ORIGIN = '#origin';
export const LINK = '#link';

/** Under which the user is found that somebody is at an identity provider: issuer and subject, never one alone. */
export function linkEntry({ issuer, subject }: Pick<Link, 'issuer' | 'subject'>): IndexEntry {
  const value = JSON.stringify([issuer, subject]);
  return { type: 'User', attribute: LINK, value, unique: true };
}

function originOf(type: ResourceType, { origin }: ResourceRecord): IndexEntry[] {
  if (origin === undefined) return [];
  return [{ type: type.name, attribute: ORIGIN, value: origin, unique: true }];
}

function guardsOf(type: ResourceType, attribute: Attribute, attributes: JsonObject): IndexEntry[] {
  const value = readSlot(attributes, attribute);
  if (typeof value !== 'string') return [];
  const { definition, path } = attribute;
  return [{ type: type.name, attribute: path, value: canonical(definition, value), unique: true }];
}

function lookupsOf(type: ResourceType, name: string, attributes: JsonObject): IndexEntry[] {
  const definition = lookupDefinition(type, name);
  if (!definition) return [];
  const values = [...new Set(valuesAt(attributes, name).map((v) => canonical(definition, v)))];
  if (values.length > MAX_INDEXED_VALUES) {
    throw new DomainError('invalidValue', `${name} has more than ${MAX_INDEXED_VALUES} values.`);
  }
  return values.map((value) => ({ type: type.name, attribute: name, value, unique: false }));
}

function lookupDefinition(type: ResourceType, dotted: string): AttributeDefinition | undefined {
  if (!lookups.get(type.name)?.includes(dotted)) return undefined;
  const [name, sub] = dotted.split('.');
  const definition = type.schema.attributes.find((attribute) => attribute.name === name);
  return sub ? definition?.subAttributes?.find((attribute) => attribute.name === sub) : definition;
}

function canonical(definition: AttributeDefinition, value: string): string {
  return definition.caseExact ? value : compareForm(value);
}

function valuesAt(attributes: JsonObject, dotted: string): string[] {
  const [name = '', sub] = dotted.split('.');
  const found: JsonValue[] = [attributes[name] ?? []].flat();
  const values = sub ? found.map((v) => (isJsonObject(v) ? v[sub] : undefined)) : found;
  return values.filter((value) => typeof value === 'string');
}
