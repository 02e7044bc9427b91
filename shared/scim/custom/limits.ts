/** Schemas and resource types that one tenant may declare. */
export const MAX_SCHEMAS = 50;
export const MAX_RESOURCE_TYPES = 20;

/** Attributes of a schema, and sub-attributes of an attribute. */
export const MAX_ATTRIBUTES = 100;

/** Extensions of one resource type. */
export const MAX_EXTENSIONS = 20;

/** Unique attributes on top of the built-in ones: each is up to two writes of a change's one transaction. */
export const MAX_UNIQUE = 5;

/** Characters of names and URNs: they become parts of keys. */
export const MAX_NAME = 64;
export const MAX_URN = 200;
/** Characters of a description, and of a canonical value. */
export const MAX_TEXT = 1_000;

/** Entries of `canonicalValues` and of `referenceTypes`. */
export const MAX_LISTED = 100;

/** Characters of everything that a tenant declares, as JSON: a version is one row. */
export const MAX_DECLARATIONS = 100_000;
