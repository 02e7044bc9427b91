import type { GuardDepartures } from '#shared/identity/departure.ts';
import type { IdentityPorts } from '#shared/identity/ports.ts';
import { dialects } from '#shared/scim/dialect.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import type { AsyncRequests } from '#shared/scim-api/async/async-requests.ts';
import type { CursorSecret, ScimContext } from '#shared/scim-api/scim-context.ts';
import type { TenantEndpoints } from '#shared/scim-api/tenant-endpoints.ts';
import type { Access } from '#shared/tenancy/authenticate.ts';

/** What does not depend on who asks, and how and until when this request is served. */
export interface Serving {
  readonly ports: IdentityPorts;
  readonly types: readonly ResourceType[];
  readonly dates?: TenantEndpoints['dates'];
  readonly cursorSecret: CursorSecret;
  readonly guardDepartures: GuardDepartures;
  readonly asyncRequests?: AsyncRequests;
  readonly charge?: (permits: number) => void;
  readonly report: (error: unknown, requestId: string) => void;
  readonly baseUrl: string;
  readonly deadline: number;
}

/** The context of a request: whose it is follows from the credential alone. */
export function contextOf(
  { token, confirmed }: Access,
  requestId: string,
  {
    ports,
    types,
    dates,
    cursorSecret,
    guardDepartures,
    asyncRequests,
    charge,
    report,
    baseUrl,
    deadline,
  }: Serving,
): ScimContext {
  const { tenantId, directoryId, visibility } = token;
  const provisioner = {
    scope: { tenantId, directoryId, visibility },
    actor: { type: 'directory', id: directoryId },
    cause: 'scim',
    requestId,
  } as const;
  const own = dates?.find(({ directory }) => directory === directoryId);
  return {
    ...{ ports, types, cursorSecret, baseUrl, deadline },
    ...(asyncRequests && { asyncRequests }),
    ...(charge && { charge }),
    dialect: dialects[token.dialect],
    credentialId: token.id,
    mandate: {
      ...{ ...provisioner, confirmed, guard: guardDepartures(provisioner) },
      ...(own && { dates: own }),
    },
    report: (unforeseen) => report(unforeseen, requestId),
  };
}
