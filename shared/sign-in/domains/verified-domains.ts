import { isVerified } from '#shared/sign-in/domains/domain.ts';
import type { DomainStore } from '#shared/sign-in/domains/domain-store.ts';

/** Names of the domains that a tenant has proven, as `domainName` spells them; a domain within one is another. */
export async function verifiedDomains(
  { domains }: Pick<DomainStore, 'domains'>,
  tenantId: string,
): Promise<string[]> {
  const all = await domains(tenantId);
  return all.filter(isVerified).map(({ name }) => name);
}
