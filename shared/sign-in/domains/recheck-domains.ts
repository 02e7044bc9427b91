import { isLostRace } from '#shared/identity/identity-store.ts';
import { isoTime } from '#shared/kernel/clock.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { type Domain, stateOf } from '#shared/sign-in/domains/domain.ts';
import { checkDomain, type DomainPorts } from '#shared/sign-in/domains/prove-domain.ts';

export interface Rechecked {
  readonly checked: number;
  readonly lapsed: number;
  /** Of which DNS did not say anything, which somebody changed meanwhile, or for which there was no time. */
  readonly left: number;
}

/** Domains that one run looks at, and of which DNS is asked at a time. */
const AT_MOST = 500;
const AT_ONCE = 10;

const by = {
  actor: { type: 'system', id: 'domain-check' },
  cause: 'cascade',
  requestId: 'domain-check',
} as const;

/** Looks once more for the records of verified domains that were not looked for since yesterday. */
export async function recheckDomains(
  ports: DomainPorts,
  hasTime: () => boolean,
): Promise<Rechecked> {
  const due = await ports.domains.domainsDue(ports.clock.now(), AT_MOST);
  const waiting = [...due];
  const checked: Domain[] = [];
  async function checkInTurn(): Promise<void> {
    for (let domain = waiting.shift(); domain && hasTime(); domain = waiting.shift()) {
      const seen = await recheck(ports, domain);
      if (seen) checked.push(seen);
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, checkInTurn));
  const lapsed = checked.filter((domain) => stateOf(domain) === 'lapsed').length;
  return { checked: checked.length, lapsed, left: due.length - checked.length };
}

/** The domain as it is after the look; undefined when there was none. */
async function recheck(ports: DomainPorts, domain: Domain): Promise<Domain | undefined> {
  try {
    return await checkDomain(ports, by, domain);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const triedAt = isoTime(ports.clock.now());
    const after = { ...domain, version: domain.version + 1, triedAt };
    await ports.domains.replaceDomain(domain, after).catch((late) => {
      // Whoever changed it meanwhile was there after us.
      if (!isRefusal(late)) throw late;
    });
    return undefined;
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof DomainError || isLostRace(error);
}
