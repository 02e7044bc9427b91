import type { HintParameter } from '#shared/sessions/interactions.ts';
import type { Connection } from '#shared/sign-in/connection.ts';
import type { ConnectionStore } from '#shared/sign-in/connection-store.ts';
import { isVerified } from '#shared/sign-in/domains/domain.ts';
import { domainName, domainOfEmail } from '#shared/sign-in/domains/domain-name.ts';
import type { DomainStore } from '#shared/sign-in/domains/domain-store.ts';

export interface RealmPorts {
  readonly connections: Pick<ConnectionStore, 'connections'>;
  readonly domains: Pick<DomainStore, 'domain'>;
}

/** What is known of somebody who is about to sign in. */
export interface Arriving {
  readonly hints: Readonly<Partial<Record<HintParameter, string>>>;
  /** As they typed it, or the app did for them. */
  readonly email?: string;
}

/** One connection, or those to choose from; none of them where nobody can sign in. */
export type Realm =
  | { readonly connection: Connection }
  | { readonly choices: readonly Connection[] };

/**
 * The way by which somebody signs in: the one that the app names, the only one there is, that of a domain that the
 * tenant has proven and assigned to it; else they choose.
 *
 * Who the person is plays no part, and a domain that nobody knows, that was not proven, or that is another tenant's
 * gives the same answer.
 */
export async function realmOf(
  { connections, domains }: RealmPorts,
  tenantId: string,
  { hints, email = '' }: Arriving,
): Promise<Realm> {
  const names = [hintedDomain(hints.domain_hint ?? ''), domainOfEmail(email)];
  const [all, ...found] = await Promise.all([
    connections.connections(tenantId),
    ...names.map((name) => (name === undefined ? undefined : domains.domain(tenantId, name))),
  ]);
  const choices = all.filter(({ enabled }) => enabled);
  const assigned = found.filter(isVerified).map((domain) => domain?.connectionId);
  const wanted = [hints.connection, ...(choices.length === 1 ? [choices[0]?.id] : []), ...assigned];
  for (const id of wanted) {
    const connection = choices.find((each) => each.id === id);
    if (connection) return { connection };
  }
  return { choices };
}

/** Apps send a domain, or the whole address. */
function hintedDomain(hint: string): string | undefined {
  return hint.includes('@') ? domainOfEmail(hint) : domainName(hint);
}
