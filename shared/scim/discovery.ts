import { type JsonObject, newObject } from '#shared/kernel/json.ts';
import { RESOURCE_TYPE, SCHEMA, SERVICE_PROVIDER_CONFIG } from '#shared/scim/messages.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import type { AttributeDefinition, SchemaDefinition } from '#shared/scim/schema-definition.ts';

/** RFC 7643 section 5. */
interface AuthenticationScheme {
  readonly type: 'oauth' | 'oauth2' | 'oauthbearertoken' | 'httpbasic' | 'httpdigest';
  readonly name: string;
  readonly description: string;
  readonly specUri?: string;
  readonly documentationUri?: string;
  readonly primary?: boolean;
}

/** RFC 9865 section 4. */
interface Pagination {
  readonly cursor: boolean;
  readonly index: boolean;
  readonly defaultPaginationMethod?: 'cursor' | 'index';
  readonly defaultPageSize?: number;
  readonly maxPageSize?: number;
  /** Seconds. */
  readonly cursorTimeout?: number;
}

/** RFC 9967 section 4. */
interface SecurityEvents {
  readonly asyncRequest: 'none' | 'long' | 'request';
  readonly eventUris: readonly string[];
}

/** What a service provider claims about itself (RFC 7643 section 5). */
export interface ServiceProviderFeatures {
  readonly baseUrl: string;
  readonly documentationUri?: string;
  readonly patch: boolean;
  /** `maxPayloadSize` in bytes. */
  readonly bulk: {
    readonly supported: boolean;
    readonly maxOperations: number;
    readonly maxPayloadSize: number;
  };
  readonly filter: { readonly supported: boolean; readonly maxResults: number };
  readonly changePassword: boolean;
  readonly sort: boolean;
  readonly etag: boolean;
  readonly pagination?: Pagination;
  readonly securityEvents?: SecurityEvents;
  readonly authenticationSchemes: readonly AuthenticationScheme[];
}

/** A schema as an element of `/Schemas` (RFC 7643 section 7). */
export function renderSchema(schema: SchemaDefinition, baseUrl: string): JsonObject {
  return render({
    schemas: [SCHEMA],
    id: schema.id,
    name: schema.name,
    description: schema.description,
    attributes: schema.attributes.map(renderAttribute),
    meta: renderMeta('Schema', `${baseUrl}/Schemas/${schema.id}`),
  });
}

function renderAttribute(definition: AttributeDefinition): JsonObject {
  const { canonicalValues, referenceTypes, subAttributes } = definition;
  return render({
    name: definition.name,
    type: definition.type,
    multiValued: definition.multiValued,
    description: definition.description,
    required: definition.required,
    ...(canonicalValues && { canonicalValues }),
    caseExact: definition.caseExact,
    mutability: definition.mutability,
    returned: definition.returned,
    uniqueness: definition.uniqueness,
    ...(referenceTypes && { referenceTypes }),
    ...(subAttributes && { subAttributes: subAttributes.map(renderAttribute) }),
  });
}

/** A resource type as an element of `/ResourceTypes` (RFC 7643 section 6). */
export function renderResourceType(type: ResourceType, baseUrl: string): JsonObject {
  const schemaExtensions = type.extensions.map(({ schema, required }) =>
    render({ schema: schema.id, required }),
  );
  return render({
    schemas: [RESOURCE_TYPE],
    id: type.name,
    name: type.name,
    description: type.description,
    endpoint: type.endpoint,
    schema: type.schema.id,
    ...(schemaExtensions.length > 0 && { schemaExtensions }),
    meta: renderMeta('ResourceType', `${baseUrl}/ResourceTypes/${type.name}`),
  });
}

/** The answer of `/ServiceProviderConfig` (RFC 7643 section 5). */
export function serviceProviderConfig(features: ServiceProviderFeatures): JsonObject {
  const { baseUrl, documentationUri, pagination, securityEvents } = features;
  return render({
    schemas: [SERVICE_PROVIDER_CONFIG],
    ...(documentationUri !== undefined && { documentationUri }),
    patch: { supported: features.patch },
    bulk: features.bulk,
    filter: features.filter,
    changePassword: { supported: features.changePassword },
    sort: { supported: features.sort },
    etag: { supported: features.etag },
    ...(pagination && { pagination }),
    ...(securityEvents && { securityEvents }),
    authenticationSchemes: features.authenticationSchemes,
    meta: renderMeta('ServiceProviderConfig', `${baseUrl}/ServiceProviderConfig`),
  });
}

function renderMeta(resourceType: string, location: string): JsonObject {
  return render({ resourceType, location });
}

function render(members: object): JsonObject {
  return Object.assign(newObject(), members);
}
