import type { IdentityPorts, Mandate } from '#shared/identity/ports.ts';
import type { Call, Route } from '#shared/kernel/http/route.ts';
import type { Dialect } from '#shared/scim/dialect.ts';

/** What every endpoint knows about the request it serves. */
export interface ScimContext {
  readonly ports: IdentityPorts;
  readonly mandate: Mandate;
  readonly dialect: Dialect;
  /** SCIM root without a trailing slash, as the client reached it. */
  readonly baseUrl: string;
}

export type ScimRoute = Route<ScimContext>;
export type ScimCall = Call<ScimContext>;
