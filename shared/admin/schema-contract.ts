import * as z from 'zod/mini';

// What goes to and fro about schemas and resource types that tenants declare; see admin-contract.ts.

const extension = z.object({
  /** Name of the resource type that is extended. */
  resourceType: z.string(),
  required: z.boolean(),
});

/** Of the declarations that an answer shows; 0 and null as long as nothing was declared. */
const version = { version: z.number(), createdAt: z.nullable(z.string()) };

const schemaSummary = z.object({
  id: z.string(),
  name: z.string(),
  /** How many; sub-attributes not counted. */
  attributes: z.number(),
  extends: z.array(extension),
  /** Names of the resource types that are made of it. */
  resourceTypes: z.array(z.string()),
});
export const schemasAnswer = z.object({ ...version, schemas: z.array(schemaSummary) });

/** As SCIM shows it at /Schemas (RFC 7643 section 7). */
const schemaDocument = z.looseObject({ id: z.string(), name: z.string() });
export const schemaAnswer = z.object({
  ...version,
  schema: schemaDocument,
  extends: z.array(extension),
});

/** As SCIM shows it at /ResourceTypes (RFC 7643 section 6). */
const resourceTypeDocument = z.looseObject({
  name: z.string(),
  endpoint: z.string(),
  schema: z.string(),
  schemaExtensions: z.optional(z.array(z.object({ schema: z.string(), required: z.boolean() }))),
});
export const resourceTypesAnswer = z.object({
  ...version,
  /** The built-in ones first. */
  resourceTypes: z.array(resourceTypeDocument),
});
export const resourceTypeAnswer = z.object({ ...version, resourceType: resourceTypeDocument });

/** The version that is in force without what was removed. */
const removedAnswer = z.object(version);

export type SchemasAnswer = z.output<typeof schemasAnswer>;
export type SchemaAnswer = z.output<typeof schemaAnswer>;
export type ResourceTypesAnswer = z.output<typeof resourceTypesAnswer>;
export type ResourceTypeAnswer = z.output<typeof resourceTypeAnswer>;
export type RemovedAnswer = z.output<typeof removedAnswer>;
