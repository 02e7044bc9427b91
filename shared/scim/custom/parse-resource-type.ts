import type { JsonValue } from '#shared/kernel/json.ts';
import type { DeclaredExtension, DeclaredType } from '#shared/scim/custom/declarations.ts';
import { DeclaredObject } from '#shared/scim/custom/declared-object.ts';
import { MAX_EXTENSIONS, MAX_NAME } from '#shared/scim/custom/limits.ts';
import { parseUrn, requireMessage } from '#shared/scim/custom/parse-schema.ts';
import { RESOURCE_TYPE } from '#shared/scim/messages.ts';

const NAME = /^[a-z][\w-]*$/i;
const ENDPOINT = /^\/?[a-z][\w-]*$/i;

/** Names and endpoints that mean something else (RFC 7644 section 3.2), or may one day; in lower case. */
const RESERVED_NAMES = [
  'user',
  'group',
  'me',
  'bulk',
  'schema',
  'resourcetype',
  'serviceproviderconfig',
];
const RESERVED_ENDPOINTS = [
  ...['users', 'groups', 'me', 'self', 'bulk', 'schemas', 'resourcetypes', 'search'],
  ...['serviceproviderconfig', 'serviceproviderconfigs', 'asyncrequests', 'events'],
];

export interface ParsedResourceType {
  readonly type: DeclaredType;
  /** In the order of the document. */
  readonly extensions: readonly DeclaredExtension[];
}

/**
 * Reads an uploaded resource type (RFC 7643 section 6); `schemas`, `id` and `meta` may be there or not.
 *
 * @throws DomainError `invalidValue` naming the exact place.
 */
export function parseResourceType(document: JsonValue): ParsedResourceType {
  const object = new DeclaredObject(document, '', [
    ...['schemas', 'id', 'name', 'description', 'endpoint', 'schema', 'schemaExtensions', 'meta'],
  ]);
  requireMessage(object, RESOURCE_TYPE);
  const name = parseWord(object, 'name', NAME, RESERVED_NAMES);
  const id = object.text('id', MAX_NAME) ?? name;
  if (id !== name) object.refuse('id', `must be the name, ${name}`);
  const endpoint = parseWord(object, 'endpoint', ENDPOINT, RESERVED_ENDPOINTS);
  return {
    type: {
      name,
      endpoint: endpoint.startsWith('/') ? endpoint : `/${endpoint}`,
      description: object.text('description') ?? '',
      schema: parseUrn(object, 'schema'),
    },
    extensions: (object.list('schemaExtensions', MAX_EXTENSIONS) ?? []).map((value, index) =>
      parseExtension(value, `schemaExtensions[${index}]`, name),
    ),
  };
}

function parseWord(
  object: DeclaredObject,
  name: string,
  form: RegExp,
  reserved: readonly string[],
): string {
  const word = object.requiredText(name, MAX_NAME);
  if (!form.test(word)) {
    object.refuse(name, 'must begin with a letter and go on with letters, digits, "-" and "_"');
  }
  const bare = word.replace('/', '').toLowerCase();
  if (reserved.includes(bare)) object.refuse(name, `${word} is taken; choose another`);
  return word;
}

function parseExtension(value: JsonValue, place: string, resourceType: string): DeclaredExtension {
  const object = new DeclaredObject(value, place, ['schema', 'required']);
  const schema = parseUrn(object, 'schema');
  return { resourceType, schema, required: object.flag('required') ?? false };
}
