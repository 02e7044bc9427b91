import type { OutboxRecord } from '#shared/events/envelope.ts';
import type { Domain } from '#shared/sign-in/domains/domain.ts';

/** The domains of tenants; every read but that of what is due sees every earlier write. */
export interface DomainStore {
  domain(tenantId: string, name: string): Promise<Domain | undefined>;
  domains(tenantId: string): Promise<Domain[]>;
  /** @throws DomainError `conflict` when the tenant has MAX_DOMAINS of them, or this one. */
  createDomain(domain: Domain, outbox?: OutboxRecord): Promise<void>;
  /**
   * Replaces a domain, or deletes it, with the record of what happened. While it is verified it is this tenant's and
   * no other's.
   *
   * @throws DomainError `conflict` when another tenant has proven it, or it was changed meanwhile.
   */
  replaceDomain(before: Domain, after: Domain | undefined, outbox?: OutboxRecord): Promise<void>;
  /** Verified domains of which DNS is to be asked by now, those that wait longest first. */
  domainsDue(now: number, limit: number): Promise<Domain[]>;
}

/**
 * The TXT records at a name, each as one text; none when there is no such name.
 *
 * @throws DomainError `unavailable` when DNS did not say.
 */
export type LookUpTxt = (name: string) => Promise<readonly string[]>;
