import type { SchemaDefinition } from '#shared/scim/schema-definition.ts';

/** What a tenant adds to the built-in resource types: one state of it. */
export interface Declarations {
  readonly schemas: readonly SchemaDefinition[];
  readonly resourceTypes: readonly DeclaredType[];
  /** In the order in which they were attached: of two attributes with one bare name the first keeps it. */
  readonly extensions: readonly DeclaredExtension[];
  /** Of directories that say when people join and leave; absent where none does. */
  readonly dates?: readonly DirectoryDates[];
}

/** Which attributes of a user say when they join and leave, by their canonical names: bare, or as `URN:name`. */
export interface DateAttributes {
  readonly startsAtAttribute?: string;
  readonly endsAtAttribute?: string;
}

export interface DirectoryDates extends DateAttributes {
  /** Its id. */
  readonly directory: string;
}

/** A resource type of the tenant's own (RFC 7643 section 6). */
export interface DeclaredType {
  readonly name: string;
  /** With the leading slash. */
  readonly endpoint: string;
  readonly description: string;
  /** URN of one of the tenant's schemas. */
  readonly schema: string;
}

/** A schema of the tenant's that adds attributes to a resource type, built-in or its own. */
export interface DeclaredExtension {
  /** Name of the resource type. */
  readonly resourceType: string;
  /** URN of one of the tenant's schemas. */
  readonly schema: string;
  /** Whether every resource of the type has to carry it. */
  readonly required: boolean;
}

export const noDeclarations: Declarations = { schemas: [], resourceTypes: [], extensions: [] };
