import type { IdentityPorts, Mandate } from '#shared/identity/ports.ts';
import type { Call, Route } from '#shared/kernel/http/route.ts';
import type { Dialect } from '#shared/scim/dialect.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import type { AsyncRequests } from '#shared/scim-api/async/async-requests.ts';

/** A secret of the tenant's that stays the same; its cursors are sealed with it. */
export type CursorSecret = (tenantId: string) => Promise<string>;

/** What every endpoint knows about the request it serves. */
export interface ScimContext {
  readonly ports: IdentityPorts;
  readonly mandate: Mandate;
  readonly dialect: Dialect;
  /** Every resource type of the tenant. */
  readonly types: readonly ResourceType[];
  readonly cursorSecret: CursorSecret;
  /** SCIM root without a trailing slash, as the client reached it. */
  readonly baseUrl: string;
  /** Names the request, where the same one may arrive again; a second one like it creates nothing. */
  readonly origin?: string;
  /** When nothing further may be begun if there is to be an answer in time (milliseconds). */
  readonly deadline: number;
  /** Absent where requests are carried out that were accepted before. */
  readonly asyncRequests?: AsyncRequests;
  /** Of the token that the request was sent with. */
  readonly credentialId: string;
  /** Takes what nobody foresaw to where it is seen. */
  readonly report: (error: unknown) => void;
  /** Counts further permits of the directory's rate limit for this request; absent like asyncRequests. */
  readonly charge?: (permits: number) => void;
}

/** Answers one request below the SCIM root, or throws what becomes a SCIM error. */
export type ScimEndpoints = (
  request: Request,
  path: string,
  context: ScimContext,
) => Promise<Response>;

export type ScimRoute = Route<ScimContext>;
export type ScimCall = Call<ScimContext>;
