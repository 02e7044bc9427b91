import { isLostRace } from '#shared/identity/identity-store.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { type Domain, stateOf } from '#shared/sign-in/domains/domain.ts';
import { checkDomain, type DomainPorts } from '#shared/sign-in/domains/prove-domain.ts';

export interface Rechecked {
  readonly checked: number;
  readonly lapsed: number;
  /** Of which DNS did not say anything, or which somebody changed meanwhile; they stay due. */
  readonly left: number;
}

/** Domains that one run looks at; those left are first in the next. */
const AT_MOST = 500;

const acting = {
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
  const seen: (Domain | undefined)[] = [];
  for (const domain of due) {
    if (!hasTime()) break;
    seen.push(await checkDomain(ports, acting, domain).catch(unlessRefused));
  }
  const checked = seen.filter((domain) => domain !== undefined);
  const lapsed = checked.filter((domain) => stateOf(domain) === 'lapsed').length;
  return { checked: checked.length, lapsed, left: due.length - checked.length };
}

function unlessRefused(error: unknown): undefined {
  if (error instanceof DomainError || isLostRace(error)) return undefined;
  throw error;
}
