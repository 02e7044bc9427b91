import { ownScope, sharedScope } from '#shared/identity/scope.ts';
import { isId } from '#shared/kernel/uuid-v7.ts';
import type { Session } from '#shared/sessions/session.ts';
import { isSlug } from '#shared/tenancy/tenant.ts';

/** Which session of whom something was minted from. */
export type SessionName = Pick<Session, 'scope' | 'userId' | 'id'>;

/**
 * What a provider's artefacts know a person by: `<userId>.<sessionId>`, and `.<directoryId>` behind it where a
 * directory keeps its people to itself. It never leaves Rollcall: the `sub` of tokens is the user's id alone.
 */
export function accountIdOf({ userId, id, scope }: SessionName): string {
  const own = scope.visibility === 'own' ? `.${scope.directoryId}` : '';
  return `${userId}.${id}${own}`;
}

/** The session that an account id names; undefined for what {@link accountIdOf} never made. */
export function sessionNameOf(tenantId: string, accountId: string): SessionName | undefined {
  const [userId = '', id = '', directoryId, ...more] = accountId.split('.');
  if (!isId(userId) || !isId(id) || more.length > 0) return undefined;
  if (directoryId === undefined) return { scope: sharedScope(tenantId), userId, id };
  if (!isSlug(directoryId)) return undefined;
  return { scope: ownScope(tenantId, directoryId), userId, id };
}
