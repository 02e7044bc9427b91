import { type AttributeIndex, indexAttributes } from '#shared/scim/attribute-index.ts';
import type { SchemaDefinition, SchemaExtension } from '#shared/scim/schema-definition.ts';

/** A resource type (RFC 7643 section 6): a value that every part of the core is handed. */
export interface ResourceType {
  readonly name: string;
  /** Relative to the base URL, with the leading slash: `/Users`. */
  readonly endpoint: string;
  readonly description: string;
  readonly schema: SchemaDefinition;
  readonly extensions: readonly SchemaExtension[];
  readonly attributes: AttributeIndex;
}

export function defineResourceType(declared: Omit<ResourceType, 'attributes'>): ResourceType {
  return { ...declared, attributes: indexAttributes(declared.schema, declared.extensions) };
}
