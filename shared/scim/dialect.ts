/** What differs between RFC 7644 to the letter and what providers send: data, read by the SCIM core. */
export interface Dialect {
  readonly name: string;
  /** `"True"`, `"false"` for booleans and `"12"` for numbers, in bodies and in filters. */
  readonly coerceStrings: boolean;
  /** `"Add"`, `"REPLACE"` as PATCH operations, `"post"` as the method of a bulk's operation. */
  readonly anyCaseOperations: boolean;
  /** `name.givenName`, `urn:...:User:department` and the URN of the core schema as keys of a value. */
  readonly pathsAsKeys: boolean;
  /**
   * `"manager": "id"` for `{ "value": "id" }`, `[{ "value": "x" }]` for a single `"x"`, one object for
   * a list of one, and `{ "value": "{\"value\":\"x\"}" }`, JSON in a string, for `{ "value": "x" }`.
   */
  readonly looseShapes: boolean;
  /** `department` and `manager` at the top level of a body mean those of an extension. */
  readonly extensionAttributesAtTop: boolean;
  /** `""` unassigns, like `null`. */
  readonly emptyStringClears: boolean;
  /**
   * A value path that matches nothing creates the element its equality filter describes, and an
   * element of which no more than that description is left goes away again.
   */
  readonly createOnUnmatchedPath: boolean;
  /** `remove` with a list in `value` takes away those elements only, instead of being refused. */
  readonly removeByValue: boolean;
  /** `filter=externalId eq abc` without quotes. */
  readonly bareFilterValues: boolean;
  /** Unknown attributes and schema URNs are dropped instead of refused. */
  readonly ignoreUnknown: boolean;
  /** `schemas` may be absent, or not name the core schema or an extension that the body uses. */
  readonly schemasOptional: boolean;
  /** An empty list of PATCH operations changes nothing instead of failing. */
  readonly emptyPatchSucceeds: boolean;
  /** A POST within a bulk may do without a bulkId. */
  readonly bulkIdOptional: boolean;
  /**
   * `securityEvents` in /ServiceProviderConfig (RFC 9967 section 4). Clients that know RFC 7643 alone may refuse a
   * configuration with more in it, and learn nothing of the service at all.
   */
  readonly securityEventsPublished: boolean;
  /** A PATCH of a small group is answered with the group, which costs a look at its members, not with 204. */
  readonly patchedGroupShown: boolean;
}

const strict: Dialect = {
  name: 'strict',
  coerceStrings: false,
  anyCaseOperations: false,
  pathsAsKeys: false,
  looseShapes: false,
  extensionAttributesAtTop: false,
  emptyStringClears: false,
  createOnUnmatchedPath: false,
  removeByValue: false,
  bareFilterValues: false,
  ignoreUnknown: false,
  schemasOptional: false,
  emptyPatchSucceeds: false,
  bulkIdOptional: false,
  securityEventsPublished: true,
  patchedGroupShown: true,
};

const lenient: Dialect = {
  name: 'lenient',
  coerceStrings: true,
  anyCaseOperations: true,
  pathsAsKeys: true,
  looseShapes: true,
  extensionAttributesAtTop: true,
  emptyStringClears: true,
  createOnUnmatchedPath: true,
  removeByValue: true,
  bareFilterValues: true,
  ignoreUnknown: true,
  schemasOptional: true,
  emptyPatchSucceeds: true,
  bulkIdOptional: true,
  securityEventsPublished: false,
  patchedGroupShown: false,
};

const okta: Dialect = {
  ...strict,
  name: 'okta',
  ignoreUnknown: true,
  securityEventsPublished: false,
  patchedGroupShown: false,
};

/** Entra always names the schemas, so a body without them is a mistake worth telling. */
const entra: Dialect = { ...lenient, name: 'entra', schemasOptional: false };

export const dialects = { strict, okta, entra, lenient } as const;
export type DialectName = keyof typeof dialects;
