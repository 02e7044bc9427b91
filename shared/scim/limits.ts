/** Values of one multi-valued attribute, unless its definition says otherwise. */
export const MAX_VALUES = 1_000;

/** Characters (UTF-16 code units) of one string. */
export const MAX_STRING_LENGTH = 4_000;

/** Characters of one base64 value: a certificate chain's longest member with room to spare. */
export const MAX_BINARY_LENGTH = 32_768;

/** Elements of `Operations` in one PATCH. */
export const MAX_OPERATIONS = 1_000;

/** Characters of a filter, or of a PATCH path. */
export const MAX_FILTER_LENGTH = 8_192;

/** Brackets and `not` inside each other. */
export const MAX_FILTER_DEPTH = 64;

/** Comparisons and logical operators of a filter. */
export const MAX_FILTER_NODES = 256;

/** Elements of `Operations` in one bulk: `maxOperations` of the service provider configuration. What one request has time for. */
export const MAX_BULK_OPERATIONS = 500;

/** Bytes of the body of one bulk: `maxPayloadSize`. */
export const MAX_BULK_BYTES = 2 * 1024 * 1024;

/** Characters of a bulkId. */
export const MAX_BULK_ID_LENGTH = 200;

/** Resources of one bulk that refer to each other in a circle; each is written twice. */
export const MAX_CIRCLE = 100;
