import type { Account, KoaContextWithOIDC } from 'oidc-provider';
import type { TenantPorts } from '#functions/oidc-provider/ports.ts';
import { profileOf } from '#functions/oidc-provider/profile.ts';
import { once } from '#shared/kernel/once.ts';
import { sessionNameOf } from '#shared/sessions/account-id.ts';
import { rolesOf } from '#shared/sessions/roles/roles-of.ts';
import { type StandingSession, standingSession } from '#shared/sessions/standing-session.ts';

/** A person whose session stands, as it was read for this request. */
export interface StandingAccount extends Account {
  readonly standing: StandingSession;
  /** Names, at this moment. */
  readonly roles: () => Promise<readonly string[]>;
}

/** Asserts the state of session and person before anything is minted for them. */
export async function findAccount(
  ports: TenantPorts,
  accountId: string,
): Promise<StandingAccount | undefined> {
  const name = sessionNameOf(ports.tenantId, accountId);
  const standing = name && (await standingSession(ports, name));
  if (!standing) return undefined;
  const { session, user } = standing;
  const { identity, roles: rolePorts } = ports;
  const roles = once(
    async () => (await rolesOf({ identity, ...rolePorts }, session.scope, user)).roles,
  );
  return {
    accountId,
    standing,
    roles,
    claims: async () => ({
      sub: user.id,
      tenant: ports.tenantId,
      roles: await roles(),
      // OpenID Connect Enterprise Extensions: the app asks again by then.
      session_expiry: Math.floor(Date.parse(session.endsAt) / 1_000),
      ...profileOf(user),
    }),
  };
}

/** The account that oidc-provider found for a request. @throws TypeError when none was. */
export function accountOf(ctx: KoaContextWithOIDC): StandingAccount {
  const account = standingIn(ctx);
  if (account) return account;
  throw new TypeError('Nobody was found for this request.');
}

/** Seconds until the session of the request is over, whatever happens; `most` where nobody has signed in. */
export function secondsLeft(ports: TenantPorts, ctx: KoaContextWithOIDC, most: number): number {
  const account = standingIn(ctx);
  if (!account) return most;
  const end = Date.parse(account.standing.session.endsAt);
  return Math.max(1, Math.min(most, Math.floor((end - ports.clock.now()) / 1_000)));
}

/** What oidc-provider holds is what {@link findAccount} gave it. */
function standingIn({ oidc: { account } }: KoaContextWithOIDC): StandingAccount | undefined {
  return account && 'standing' in account ? (account as StandingAccount) : undefined;
}
