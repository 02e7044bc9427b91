export type AttributeType =
  | 'string'
  | 'boolean'
  | 'decimal'
  | 'integer'
  | 'dateTime'
  | 'binary'
  | 'reference'
  | 'complex';

/** The characteristics of an attribute (RFC 7643 section 7). Every row says all of them. */
export interface AttributeDefinition {
  readonly name: string;
  readonly type: AttributeType;
  readonly multiValued: boolean;
  readonly description: string;
  readonly required: boolean;
  readonly caseExact: boolean;
  readonly mutability: 'readOnly' | 'readWrite' | 'immutable' | 'writeOnly';
  readonly returned: 'always' | 'never' | 'default' | 'request';
  readonly uniqueness: 'none' | 'server' | 'global';
  readonly canonicalValues?: readonly string[];
  readonly referenceTypes?: readonly string[];
  /** Present on `complex` attributes, and only there. */
  readonly subAttributes?: readonly AttributeDefinition[];
  /** How many values one request may carry, where the usual limit does not fit; not published. */
  readonly maxValues?: number;
}

/** A schema as `/Schemas` publishes it (RFC 7643 section 7). */
export interface SchemaDefinition {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly attributes: readonly AttributeDefinition[];
}

/** A schema that adds attributes to the resources of a type (RFC 7643 section 3.3). */
export interface SchemaExtension {
  readonly schema: SchemaDefinition;
  /** Whether every resource of the type has to carry it. */
  readonly required: boolean;
}
