import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/kernel/json.ts';
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
const lookups: Readonly<Record<string, readonly string[]>> = {
  User: ['emails.value'],
  Group: ['displayName'],
};

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
  const definition = definitionOf(type, attribute);
  if (!definition) return undefined;
  const unique = isUnique(definition);
  if (!unique && !lookups[type.name]?.includes(attribute)) return undefined;
  return { type: type.name, attribute, value: canonical(definition, value), unique };
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
  const names = [
    ...type.schema.attributes.filter(isUnique).map((attribute) => attribute.name),
    ...(lookups[type.name] ?? []),
  ];
  return [...external, ...names.flatMap((name) => entriesOf(type, name, record.attributes))];
}

function entriesOf(type: ResourceType, name: string, attributes: JsonObject): IndexEntry[] {
  const definition = definitionOf(type, name);
  if (!definition) return [];
  const values = [...new Set(valuesAt(attributes, name).map((v) => canonical(definition, v)))];
  if (values.length > MAX_INDEXED_VALUES) {
    throw new DomainError('invalidValue', `${name} has more than ${MAX_INDEXED_VALUES} values.`);
  }
  const unique = isUnique(definition);
  return values.map((value) => ({ type: type.name, attribute: name, value, unique }));
}

function definitionOf(type: ResourceType, dotted: string): AttributeDefinition | undefined {
  const [name, sub] = dotted.split('.');
  const definition = type.schema.attributes.find((attribute) => attribute.name === name);
  return sub ? definition?.subAttributes?.find((attribute) => attribute.name === sub) : definition;
}

function isUnique(definition: AttributeDefinition): boolean {
  return definition.uniqueness !== 'none' && definition.type === 'string';
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
