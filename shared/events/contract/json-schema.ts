import * as z from 'zod/mini';
import { dataSchemaOf, type EventType, eventTypes } from '#shared/events/catalogue.ts';
import { envelopeSchema } from '#shared/events/contract/envelope-schema.ts';

/** The part of JSON Schema (draft 2020-12) that the catalogue's schemas come out as. */
export interface JsonSchema {
  readonly $id?: string;
  readonly type?: string;
  readonly const?: string;
  readonly enum?: readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
}

/** The schema of one event: its whole envelope, or its `data` alone, which `dataschema` names. */
export function eventSchema(type: EventType): JsonSchema {
  const { $schema: _, ...schema } = z.toJSONSchema(envelopeSchema(type), { io: 'input' });
  const { properties = {}, ...rest } = schema as JsonSchema;
  const { data = {}, ...attributes } = properties;
  return { ...rest, properties: { ...attributes, data: { $id: dataSchemaOf(type), ...data } } };
}

/** All events in one document; each under its name. Members that are not named here may come on top. */
export function jsonSchemaDocument() {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:rollcall:events',
    title: 'Events of Rollcall',
    oneOf: eventTypes.map((type) => ({ $ref: `#/$defs/${type}` })),
    $defs: Object.fromEntries(eventTypes.map((type) => [type, eventSchema(type)])),
  };
}
