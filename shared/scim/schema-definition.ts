/** The characteristics of an attribute (RFC 7643 section 7). Every row says all of them. */
export interface AttributeDefinition {
  readonly name: string;
  readonly type:
    | 'string'
    | 'boolean'
    | 'decimal'
    | 'integer'
    | 'dateTime'
    | 'binary'
    | 'reference'
    | 'complex';
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
}

/** A schema as `/Schemas` publishes it (RFC 7643 section 7). */
export interface SchemaDefinition {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly attributes: readonly AttributeDefinition[];
}
