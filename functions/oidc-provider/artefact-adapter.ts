import { type Adapter, type AdapterFactory, type AdapterPayload, errors } from 'oidc-provider';
import type { Rotation } from '#functions/adapters/dynamodb/artefact-store.ts';
import { clientMetadata } from '#functions/oidc-provider/client-metadata.ts';
import { endGrant } from '#functions/oidc-provider/end-grant.ts';
import type { TenantPorts } from '#functions/oidc-provider/ports.ts';
import { storedIdOf } from '#functions/oidc-provider/token-handle.ts';
import { sessionNameOf } from '#shared/sessions/account-id.ts';
import { standingSession } from '#shared/sessions/standing-session.ts';

/** Kinds that need nobody who has signed in. */
const ANONYMOUS = ['Interaction', 'Session'];
/**
 * Seconds in which the refresh token that was used last is taken once more: answers get lost, and an app may run
 * twice (RFC 9700 section 4.14.2).
 */
const ROTATION_GRACE = 20;

/**
 * Where oidc-provider keeps what it makes, and the choke point of every way in: what was minted from a session is
 * shown for as long as the session stands, the person is who they were, and the grant was not revoked. Nothing else
 * has to be deleted for access to end.
 */
export function createArtefactAdapter(ports: TenantPorts): AdapterFactory {
  return (kind) => (kind === 'Client' ? appAdapter(ports) : artefactAdapter(ports, kind));
}

function artefactAdapter(ports: TenantPorts, kind: string): Adapter {
  const { artefacts, tenantId } = ports;
  return {
    async upsert(id, payload, seconds = 0) {
      await artefacts.put(tenantId, kind, id, kept(kind, payload), seconds);
    },

    async find(shown) {
      const { id, withoutAudience } = storedIdOf(kind, shown);
      const payload: AdapterPayload | undefined = await artefacts.artefact(tenantId, kind, id);
      if (!payload) return undefined;
      const { grantId } = payload;
      const [stands, rotation] = await Promise.all([
        isShown(ports, kind, payload),
        grantId === undefined ? ('none' as const) : artefacts.rotation(tenantId, grantId),
      ]);
      // What belongs to a grant goes with it.
      if (!stands || rotation === 'gone') return undefined;
      const used = kind === 'RefreshToken' && wasUsed(ports, payload, rotation);
      return {
        ...payload,
        ...(used && { consumed: true }),
        ...(withoutAudience && { aud: undefined }),
      };
    },

    async consume(id) {
      if (await artefacts.consume(tenantId, kind, id)) return;
      // Somebody else was faster with the same code: whoever it was, neither keeps what came of it.
      const { grantId } = (await artefacts.artefact(tenantId, kind, id)) ?? {};
      if (typeof grantId === 'string') await endGrant(ports, grantId);
      throw new errors.InvalidGrant('it was used before');
    },

    destroy: (shown) =>
      kind === 'Grant'
        ? endGrant(ports, shown)
        : artefacts.remove(tenantId, kind, storedIdOf(kind, shown).id),

    // Whoever asks for this has the grant destroyed beside it.
    revokeByGrantId: async () => undefined,
    findByUid: () => Promise.reject(new Error('Nothing here is bound to a browser session.')),
    findByUserCode: () => Promise.reject(new Error('There is no device flow here.')),
  };
}

/** Apps are the registry's; each is read anew for each request. */
function appAdapter({ apps, tenantId }: TenantPorts): Adapter {
  const refused = () => Promise.reject(new Error('Apps are changed by the admin API alone.'));
  return {
    async find(id) {
      const app = await apps.app(tenantId, id);
      return app && clientMetadata(app);
    },
    upsert: refused,
    consume: refused,
    destroy: refused,
    revokeByGrantId: refused,
    findByUid: refused,
    findByUserCode: refused,
  };
}

async function isShown(
  ports: TenantPorts,
  kind: string,
  { accountId }: AdapterPayload,
): Promise<boolean> {
  if (accountId === undefined) return ANONYMOUS.includes(kind);
  // Shows who was there when an app asked; opens nothing.
  if (kind === 'Interaction') return true;
  const name = sessionNameOf(ports.tenantId, accountId);
  return name !== undefined && (await standingSession(ports, name)) !== undefined;
}

/**
 * A family of refresh tokens is a line: each use goes one number up. What is behind the last number was used, and
 * that number itself once the grace is over.
 */
function wasUsed(
  { clock }: TenantPorts,
  { rotations = 0 }: AdapterPayload,
  last: Rotation | 'none',
): boolean {
  if (last === 'none') return false;
  return rotations < last.number || (rotations === last.number && !isInGrace(last, clock.now()));
}

/** Whether the refresh token that was used last is taken once more. @param now Milliseconds. */
export function isInGrace({ usedAt }: Rotation, now: number): boolean {
  return now / 1_000 < usedAt + ROTATION_GRACE;
}

/** An interaction is bound to its browser by cookies of its own; of the session's cookie it keeps nothing. */
function kept(kind: string, payload: AdapterPayload): AdapterPayload {
  if (kind !== 'Interaction') return payload;
  const { accountId } = payload.session ?? {};
  return { ...payload, session: accountId === undefined ? undefined : { accountId } };
}
