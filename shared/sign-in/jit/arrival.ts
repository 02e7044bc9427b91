import type { IdentityPorts, Mandate } from '#shared/identity/ports.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import type { Connection } from '#shared/sign-in/connection.ts';
import type { VerifiedIdentity } from '#shared/sign-in/verified-identity.ts';

/** What just-in-time provisioning stands on; one for the life of a process. */
export interface ArrivalPorts {
  readonly identity: IdentityPorts;
  /** A tenant's User, with what the tenant declared. */
  readonly userTypeOf: (tenantId: string) => Promise<ResourceType>;
  /** Domains that a tenant has proved to be its own, as `domainName` spells them. */
  readonly verifiedDomains: (tenantId: string) => Promise<readonly string[]>;
}

/** Somebody at the door. */
export interface Visitor {
  /** The actor is the connection; the scope is that of its directory, if it has one. */
  readonly mandate: Mandate;
  readonly connection: Connection;
  readonly identity: VerifiedIdentity;
}

/** Somebody whom the way in is to be found for. */
export interface Arriving extends Visitor {
  readonly ports: ArrivalPorts;
}

/** Somebody who is in. */
export interface Arrival {
  readonly user: ResourceRecord;
  readonly created: boolean;
  /** Whether it was the first time that they came by this account. */
  readonly linked: boolean;
}
