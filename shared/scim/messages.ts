import { type JsonObject, newObject } from '#shared/kernel/json.ts';

const MESSAGES = 'urn:ietf:params:scim:api:messages:2.0';
export const LIST_RESPONSE = `${MESSAGES}:ListResponse`;
export const SEARCH_REQUEST = `${MESSAGES}:SearchRequest`;
export const PATCH_OP = `${MESSAGES}:PatchOp`;
export const BULK_REQUEST = `${MESSAGES}:BulkRequest`;
export const BULK_RESPONSE = `${MESSAGES}:BulkResponse`;
export const ERROR = `${MESSAGES}:Error`;

const CORE = 'urn:ietf:params:scim:schemas:core:2.0';
export const USER = `${CORE}:User`;
export const GROUP = `${CORE}:Group`;
export const ENTERPRISE_USER = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
export const SCHEMA = `${CORE}:Schema`;
export const RESOURCE_TYPE = `${CORE}:ResourceType`;
export const SERVICE_PROVIDER_CONFIG = `${CORE}:ServiceProviderConfig`;

/** RFC 9967 section 2.5.1.3. */
export const ASYNC_RESPONSE = 'urn:ietf:params:scim:event:misc:asyncresp';

/** A page of a query (RFC 7644 3.4.2). */
export interface Page {
  /** Absent when a walk by cursor would have to read too much to know (RFC 9865 section 2). */
  readonly totalResults?: number;
  readonly resources: readonly JsonObject[];
  /** 1-based; absent when the page was asked for by cursor. */
  readonly startIndex?: number;
  readonly nextCursor?: string;
  readonly previousCursor?: string;
}

/** The body of a list (RFC 7644 section 3.4.2, RFC 9865 section 2). */
export function listResponse(page: Page): JsonObject {
  const { totalResults, resources, startIndex, nextCursor, previousCursor } = page;
  return Object.assign(newObject(), {
    schemas: [LIST_RESPONSE],
    ...(totalResults !== undefined && { totalResults }),
    itemsPerPage: resources.length,
    ...(startIndex !== undefined && { startIndex }),
    ...(nextCursor !== undefined && { nextCursor }),
    ...(previousCursor !== undefined && { previousCursor }),
    Resources: resources,
  });
}
