import type { JsonObject } from '#shared/kernel/json.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import type { SchemaDefinition } from '#shared/scim/schema-definition.ts';

export interface AuthenticationScheme {
  readonly type: 'oauth' | 'oauth2' | 'oauthbearertoken' | 'httpbasic' | 'httpdigest';
  readonly name: string;
  readonly description: string;
  readonly specUri?: string;
  readonly documentationUri?: string;
  readonly primary?: boolean;
}

/** What a service provider claims about itself (RFC 7643 section 5, RFC 9865 section 4, RFC 9967 section 4). */
export interface ServiceProviderFeatures {
  readonly baseUrl: string;
  readonly documentationUri?: string;
  readonly patch: boolean;
  /** Sizes in bytes. */
  readonly bulk: { supported: boolean; maxOperations: number; maxPayloadSize: number };
  readonly filter: { supported: boolean; maxResults: number };
  readonly changePassword: boolean;
  readonly sort: boolean;
  readonly etag: boolean;
  readonly pagination?: {
    cursor: boolean;
    index: boolean;
    defaultPaginationMethod?: 'cursor' | 'index';
    defaultPageSize?: number;
    maxPageSize?: number;
    /** Seconds. */
    cursorTimeout?: number;
  };
  readonly securityEvents?: {
    asyncRequest: 'none' | 'long' | 'request';
    eventUris: readonly string[];
  };
  readonly authenticationSchemes: readonly AuthenticationScheme[];
}

export declare function renderSchema(schema: SchemaDefinition, baseUrl: string): JsonObject;
export declare function renderResourceType(type: ResourceType, baseUrl: string): JsonObject;
export declare function serviceProviderConfig(features: ServiceProviderFeatures): JsonObject;
