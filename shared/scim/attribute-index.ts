import type { AttributeDefinition, SchemaDefinition } from '#shared/scim/schema-definition.ts';

/** A top-level attribute of a resource, or one directly below an extension. */
export interface Attribute {
  readonly definition: AttributeDefinition;
  /** URN of the extension that contains the attribute; absent for core and common attributes. */
  readonly extension?: string;
  /** Canonical name in attribute notation (RFC 7644 3.10): `emails`, `urn:…:User:manager`. */
  readonly path: string;
  /** By lower-case name; empty unless the attribute is complex. */
  readonly subAttributes: ReadonlyMap<string, AttributeDefinition>;
}

/** An extension schema of a resource type, its attributes by lower-case name. */
export interface Extension {
  readonly schema: SchemaDefinition;
  readonly required: boolean;
  readonly attributes: ReadonlyMap<string, Attribute>;
}

/** Everything that a resource type may hold, compiled for look-up without regard to case. */
export interface AttributeIndex {
  /** Core and common (`schemas`, `id`, `externalId`, `meta`) attributes by lower-case name. */
  readonly top: ReadonlyMap<string, Attribute>;
  /** By lower-case URN. */
  readonly extensions: ReadonlyMap<string, Extension>;
  /** Extension attributes that their bare name identifies, by lower-case name. */
  readonly unqualified: ReadonlyMap<string, Attribute>;
}
