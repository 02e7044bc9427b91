import type { Clock } from '#shared/kernel/clock.ts';
import type { NewId } from '#shared/kernel/uuid-v7.ts';
import type { ClientStore } from '#shared/tenancy/client-store.ts';
import type { TenancyStore } from '#shared/tenancy/tenancy-store.ts';
import type { IssuerKeys } from '#shared/token-endpoint/issuer-keys.ts';

/** What the token endpoint stands on; one for the life of a process. */
export interface TokenEndpointPorts {
  readonly store: Pick<TenancyStore, 'directory'> &
    Pick<ClientStore, 'client' | 'clients' | 'addAccessToken'>;
  readonly issuerKeys: IssuerKeys;
  readonly clock: Clock;
  readonly newId: NewId;
  /** SHA-256, base64url without padding. */
  readonly hashSecret: (secret: string) => Promise<string> | string;
}
