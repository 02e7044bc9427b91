import type { Happening } from '#shared/events/catalogue.ts';
import type { Author, OutboxRecord } from '#shared/events/envelope.ts';
import { newRecord, type RecordPorts } from '#shared/events/new-record.ts';
import { isoTime } from '#shared/kernel/clock.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { newSecret } from '#shared/kernel/secret.ts';
import { afterCheck, type Domain, isVerified, proofOf } from '#shared/sign-in/domains/domain.ts';
import type { DomainStore, LookUpTxt } from '#shared/sign-in/domains/domain-store.ts';
import { isPublicMail } from '#shared/sign-in/domains/public-mail.ts';

export interface DomainPorts extends RecordPorts {
  readonly domains: DomainStore;
  readonly lookUpTxt: LookUpTxt;
}

export interface ClaimedDomain {
  readonly tenantId: string;
  readonly name: string;
  readonly connectionId?: string;
  /** Although anybody may have an address there. */
  readonly force?: boolean;
}

/**
 * Notes that a tenant says a domain is its own, and tells by which connection its people sign in, if it says so at
 * once; it counts for nothing before the proof.
 *
 * @throws DomainError `invalidValue` for a public mail domain, `conflict`.
 */
export async function claimDomain(
  ports: Pick<DomainPorts, 'domains' | 'clock' | 'newId'>,
  by: Author,
  { force = false, ...claimed }: ClaimedDomain,
): Promise<Domain> {
  if (isPublicMail(claimed.name) && !force) {
    const detail = `Anybody may have an address at ${claimed.name}, so it says nothing of who is whose. Force it if it is yours indeed.`;
    throw new DomainError('invalidValue', detail);
  }
  const domain = {
    ...claimed,
    version: 1,
    createdAt: isoTime(ports.clock.now()),
    challenge: newSecret(),
  };
  const told = claimed.connectionId === undefined ? undefined : assignmentOf(ports, by, domain);
  await ports.domains.createDomain(domain, told);
  return domain;
}

/**
 * Says by which connection people with addresses there sign in, and tells of it.
 *
 * @param connectionId Null for none; what is absent changes nothing.
 * @throws DomainError `conflict` when the domain was changed meanwhile.
 */
export async function assignDomain(
  ports: Pick<DomainPorts, 'domains' | 'clock' | 'newId'>,
  by: Author,
  before: Domain,
  connectionId: string | null | undefined,
): Promise<Domain> {
  if (connectionId === undefined || connectionId === (before.connectionId ?? null)) return before;
  const { connectionId: _, ...rest } = before;
  const assigned = connectionId !== null && { connectionId };
  const after = { ...rest, version: before.version + 1, ...assigned };
  await ports.domains.replaceDomain(before, after, assignmentOf(ports, by, after));
  return after;
}

/**
 * Looks for the record that proves a domain, and keeps what it saw.
 *
 * @throws DomainError `unavailable` when DNS did not say, which changes nothing; `conflict` when another tenant has
 * proven the domain, or this one was changed meanwhile.
 */
export async function checkDomain(ports: DomainPorts, by: Author, before: Domain): Promise<Domain> {
  const { name, value } = proofOf(before);
  const isProven = (await ports.lookUpTxt(name)).includes(value);
  const after = afterCheck(before, isProven, ports.clock.now());
  const type = happened(before, after);
  const told = type && recordOf(ports, by, after, { type, data: { domain: before.name } });
  await ports.domains.replaceDomain(before, after, told);
  return after;
}

/**
 * Gives a domain up, and tells of it where it counted.
 *
 * @throws DomainError `conflict` when the domain was changed meanwhile.
 */
export async function removeDomain(ports: DomainPorts, by: Author, domain: Domain): Promise<void> {
  const data = { domain: domain.name };
  const told = isVerified(domain) && recordOf(ports, by, domain, { type: 'domain.removed', data });
  await ports.domains.replaceDomain(domain, undefined, told || undefined);
}

function assignmentOf(ports: RecordPorts, by: Author, domain: Domain): OutboxRecord {
  const { name, connectionId: connection } = domain;
  const data = { domain: name, ...(connection !== undefined && { connection }) };
  return recordOf(ports, by, domain, { type: 'domain.assigned', data });
}

function happened(before: Domain, after: Domain) {
  if (isVerified(before) === isVerified(after)) return undefined;
  return isVerified(after) ? ('domain.verified' as const) : ('domain.lapsed' as const);
}

function recordOf(
  ports: RecordPorts,
  by: Author,
  { tenantId: tenant, name, version }: Domain,
  happening: Happening,
): OutboxRecord {
  const subject = { type: 'Domain', id: name };
  return newRecord(ports, by, { tenant, subject, version }, happening);
}
