import { RESOURCE_TYPE, SCHEMA, SERVICE_PROVIDER_CONFIG } from '#shared/scim/messages.ts';
import type { AttributeDefinition, SchemaDefinition } from '#shared/scim/schema-definition.ts';
import { attribute } from '#shared/scim/schemas/attribute.ts';

type Characteristics = Parameters<typeof attribute>[2];

/** Nothing that describes the service provider can be changed by way of SCIM. */
const shown = (name: string, description: string, characteristics: Characteristics = {}) =>
  attribute(name, description, { mutability: 'readOnly', ...characteristics });

const always = (name: string, description: string, characteristics: Characteristics = {}) =>
  shown(name, description, { required: true, ...characteristics });

const flag = { type: 'boolean' } as const;
const count = { type: 'integer' } as const;
const external = { type: 'reference', referenceTypes: ['external'] } as const;
const uri = { type: 'reference', referenceTypes: ['uri'] } as const;
const exact = { caseExact: true } as const;

const supported = always('supported', 'Whether the service provider does this.', flag);

const feature = (name: string, description: string, limits: readonly AttributeDefinition[] = []) =>
  always(name, description, { subAttributes: [supported, ...limits] });

const pagination = shown('pagination', 'How long lists are had page by page.', {
  subAttributes: [
    always('cursor', 'Whether a page can be asked for by a cursor.', flag),
    always('index', 'Whether a page can be asked for by its first index.', flag),
    shown('defaultPaginationMethod', 'What a request gets that asks for neither.', {
      canonicalValues: ['cursor', 'index'],
    }),
    shown('defaultPageSize', 'Resources of a page when no count is given.', count),
    shown('maxPageSize', 'The most resources of one page.', count),
    shown('cursorTimeout', 'Seconds for which a cursor holds.', count),
  ],
});

const securityEvents = shown('securityEvents', 'Security event tokens that are sent.', {
  subAttributes: [
    always('asyncRequest', 'Whether requests are answered asynchronously.', {
      canonicalValues: ['none', 'long', 'request'],
    }),
    always('eventUris', 'URIs of the events that are sent.', { ...uri, multiValued: true }),
  ],
});

const authenticationSchemes = always('authenticationSchemes', 'How a client proves who it is.', {
  multiValued: true,
  subAttributes: [
    always('type', 'The kind of the scheme.', {
      canonicalValues: ['oauth', 'oauth2', 'oauthbearertoken', 'httpbasic', 'httpdigest'],
    }),
    always('name', 'The usual name of the scheme.'),
    always('description', 'What the scheme is.'),
    shown('specUri', 'URL of its specification.', external),
    shown('documentationUri', 'URL of a page that tells how to use it.', external),
    shown('primary', 'Whether this is the preferred scheme.', flag),
  ],
});

const schemaExtensions = shown('schemaExtensions', 'Schemas that add to the base schema.', {
  multiValued: true,
  subAttributes: [
    always('schema', 'URI of the extension.', uri),
    always('required', 'Whether each resource of the type must carry it.', flag),
  ],
});

const characteristics = [
  always('name', 'Name of the attribute.', exact),
  always('type', 'Type of its values.', {
    canonicalValues: [
      ...['string', 'boolean', 'decimal', 'integer'],
      ...['dateTime', 'binary', 'reference', 'complex'],
    ],
  }),
  always('multiValued', 'Whether it may have more than one value.', flag),
  shown('description', 'What it is for.', exact),
  shown('required', 'Whether it must have a value.', flag),
  shown('canonicalValues', 'Suggested values.', { ...exact, multiValued: true }),
  shown('caseExact', 'Whether values that differ by case alone are different.', flag),
  shown('mutability', 'When a client may set it.', {
    ...exact,
    canonicalValues: ['readOnly', 'readWrite', 'immutable', 'writeOnly'],
  }),
  shown('returned', 'When an answer shows it.', {
    ...exact,
    canonicalValues: ['always', 'never', 'default', 'request'],
  }),
  shown('uniqueness', 'Among what no two resources may have the same value.', {
    ...exact,
    canonicalValues: ['none', 'server', 'global'],
  }),
  shown('referenceTypes', 'What a reference may point to.', { ...exact, multiValued: true }),
];

/** What describes the service provider, described in its own terms (RFC 7643 section 8.7.2). */
export const discoverySchemas: readonly SchemaDefinition[] = [
  {
    id: SERVICE_PROVIDER_CONFIG,
    name: 'Service Provider Configuration',
    description: "Schema for representing the service provider's configuration",
    attributes: [
      shown('documentationUri', 'URL of documentation for people.', external),
      feature('patch', 'Changes by PATCH.'),
      feature('bulk', 'Several operations in one request.', [
        always('maxOperations', 'The most operations of one request.', count),
        always('maxPayloadSize', 'The largest request, in bytes.', count),
      ]),
      feature('filter', 'Queries by filter.', [
        always('maxResults', 'The most resources of one answer.', count),
      ]),
      feature('changePassword', 'Changes of a password.'),
      feature('sort', 'Sorted queries.'),
      feature('etag', 'Versions of resources as entity-tags.'),
      pagination,
      securityEvents,
      authenticationSchemes,
    ],
  },
  {
    id: RESOURCE_TYPE,
    name: 'ResourceType',
    description: 'Specifies the schema that describes a SCIM resource type',
    attributes: [
      shown('id', 'Identifier of the resource type.'),
      always('name', 'Name of the resource type.'),
      shown('description', 'What such a resource is.'),
      always('endpoint', 'Where its resources are, from the base URL.', uri),
      always('schema', 'URI of its base schema.', uri),
      schemaExtensions,
    ],
  },
  {
    id: SCHEMA,
    name: 'Schema',
    description: 'Specifies the schema that describes a SCIM schema',
    attributes: [
      always('id', 'URI of the schema.', { returned: 'always' }),
      always('name', 'Name of the schema.'),
      shown('description', 'What the schema is for.'),
      always('attributes', 'The attributes that the schema defines.', {
        multiValued: true,
        subAttributes: [
          ...characteristics,
          shown('subAttributes', 'The parts of a complex attribute.', {
            multiValued: true,
            subAttributes: characteristics,
          }),
        ],
      }),
    ],
  },
];
