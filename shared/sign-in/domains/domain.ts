import { DAY, HOUR, isoTime } from '#shared/kernel/clock.ts';

/** A domain that a tenant says is its own; it counts once DNS says so too. */
export interface Domain {
  readonly tenantId: string;
  /** As `domainName` spells it. */
  readonly name: string;
  /** 1 at first, +1 with every change. */
  readonly version: number;
  readonly createdAt: string;
  /** What the TXT record has to say behind {@link PREFIX}. */
  readonly challenge: string;
  /** The connection by which people with addresses there sign in. */
  readonly connectionId?: string;
  /** Since when it has counted; absent before the proof, and when it lapsed. */
  readonly verifiedAt?: string;
  /** When DNS was asked last, and answered. */
  readonly checkedAt?: string;
  /** When DNS was asked in vain after that. */
  readonly triedAt?: string;
  /** Since when the record has been gone, of a domain that counts still. */
  readonly missingSince?: string;
  readonly lapsedAt?: string;
}

export type DomainState = 'pending' | 'verified' | 'lapsed';

/** Domains of one tenant. */
export const MAX_DOMAINS = 200;

/** For how long a domain counts without its record: a zone is moved with fewer mistakes than days. */
export const GRACE = 7 * DAY;

const CHECK_EVERY = DAY;
/** Until a DNS that said nothing is asked again: those that answer must not wait for it. */
const TRY_AGAIN_AFTER = 6 * HOUR;

const LABEL = '_rollcall-challenge';
const PREFIX = 'rollcall-verification=';

/** The TXT record that proves it. */
export function proofOf({ name, challenge }: Domain): { name: string; value: string } {
  return { name: `${LABEL}.${name}`, value: `${PREFIX}${challenge}` };
}

/** Whether the domain counts: it is proven, and its record was there of late. */
export function isVerified(domain: Domain | undefined): boolean {
  return domain?.verifiedAt !== undefined;
}

export function stateOf(domain: Domain): DomainState {
  if (isVerified(domain)) return 'verified';
  return domain.lapsedAt === undefined ? 'pending' : 'lapsed';
}

/** When DNS is to be asked of a verified domain, ISO 8601. */
export function dueAt({ checkedAt, createdAt, triedAt }: Domain): string {
  const due = Date.parse(checkedAt ?? createdAt) + CHECK_EVERY;
  const again = triedAt === undefined ? 0 : Date.parse(triedAt) + TRY_AGAIN_AFTER;
  return isoTime(Math.max(due, again));
}

/** The domain after a look at DNS; what was proven lapses when the record is gone for {@link GRACE}. */
export function afterCheck(domain: Domain, isProven: boolean, now: number): Domain {
  const checkedAt = isoTime(now);
  const { missingSince, lapsedAt, verifiedAt, triedAt: _, ...rest } = domain;
  const checked = { ...rest, version: domain.version + 1, checkedAt };
  if (isProven) return { ...checked, verifiedAt: verifiedAt ?? checkedAt };
  if (verifiedAt === undefined) return { ...checked, ...(lapsedAt !== undefined && { lapsedAt }) };
  const since = missingSince ?? checkedAt;
  if (now - Date.parse(since) >= GRACE) return { ...checked, lapsedAt: checkedAt };
  return { ...checked, verifiedAt, missingSince: since };
}
