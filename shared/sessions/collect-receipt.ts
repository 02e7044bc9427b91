import type { Scope } from '#shared/identity/scope.ts';
import { clipText } from '#shared/kernel/clip-text.ts';
import { MAX_LOOKED_AT } from '#shared/sessions/begin-session.ts';
import type { Granted } from '#shared/sessions/grant-log.ts';
import type { OffboardingPorts } from '#shared/sessions/offboarding-ports.ts';
import {
  type Ending,
  MAX_ITEM_NAME,
  MAX_ITEMS,
  type Receipt,
  type ReceiptItem,
} from '#shared/sessions/receipt.ts';
import type { Session } from '#shared/sessions/session.ts';

/** Whose access ended, and how; of a single session it names that. */
export interface Ended {
  readonly scope: Scope;
  readonly userId: string;
  readonly sessionId?: string;
  readonly ending: Ending;
}

/** Receipts of earlier endings that are read: a session that one before these names is told of once more at worst. */
const EARLIER = 100;

/** Everything that an end of access reaches, as it is found once the end is committed. */
export async function collectReceipt(
  ports: OffboardingPorts,
  ended: Ended,
): Promise<Pick<Receipt, 'items' | 'omitted'>> {
  const { scope, userId, ending } = ended;
  const sessions = await endedSessions(ports, ended);
  const ids = new Set(sessions.map(({ id }) => id));
  const grants = await ports.grants.grantsOf(scope, userId, ids);
  const [groups, apps] = await Promise.all([groupItems(ports, ended), appItems(ports, grants)]);
  const others: ReceiptItem[] = [
    ...sessions.map(({ id }) => over('session', id, ending)),
    ...grants.map(({ appId, session }) => ({
      ...over('tokens', appId, ending),
      session: session.id,
    })),
    ...groups,
  ];
  // Apps are told by their items: whoever signs in a thousand times must not crowd them out.
  const told = apps.toSorted((one, other) => order(one) - order(other)).slice(0, MAX_ITEMS);
  const items = [...others.slice(0, MAX_ITEMS - told.length), ...told];
  return { items, omitted: others.length + apps.length - items.length };
}

/** Who has to be told goes before who cannot be. */
function order({ state }: ReceiptItem): number {
  return state === 'pending' ? 0 : 1;
}

/** Those that stood until then, and that no earlier ending has a receipt of; the oldest first. */
async function endedSessions(
  { sessions, receipts, identity }: OffboardingPorts,
  { scope, userId, sessionId, ending }: Ended,
): Promise<Session[]> {
  if (sessionId !== undefined) {
    return [(await sessions.session({ scope, userId, id: sessionId })) ?? []].flat();
  }
  const newest = await sessions.sessionsOf(scope, userId, { limit: MAX_LOOKED_AT });
  const all = newest.toReversed();
  const [user, earlier] = await Promise.all([
    identity.resource(scope, 'User', userId),
    receipts.receiptsOf(scope, userId, { limit: EARLIER }),
  ]);
  const told = new Set(
    earlier.flatMap(({ receipt }) =>
      receipt.items.filter(({ kind }) => kind === 'session').map(({ id }) => id),
    ),
  );
  return all.filter(
    ({ id, epoch, endedAt, endsAt }) =>
      endedAt === undefined && endsAt > ending.at && (!user || epoch < user.epoch) && !told.has(id),
  );
}

/** Ended by the very write that the ending is. */
function over(kind: 'session' | 'tokens', id: string, { at }: Ending): ReceiptItem {
  return { kind, id, done: 'ended', state: 'acknowledged', at };
}

/** Memberships of somebody who may not come in give nothing: tokens have the groups of active people alone. */
async function groupItems(
  { identity }: OffboardingPorts,
  { scope, userId, ending }: Ended,
): Promise<ReceiptItem[]> {
  if (ending.event === 'user.signed_out' || ending.event === 'session.ended') return [];
  const done = ending.event === 'user.deleted' ? 'removed' : 'withheld';
  const groups = await identity.memberOf(scope, { id: userId, type: 'User' });
  return groups.map(({ groupId, groupName }) => ({
    ...{ kind: 'group', id: groupId, name: clipText(groupName, MAX_ITEM_NAME), done },
    ...{ state: 'acknowledged', at: ending.at },
  }));
}

function notTold(reason: string): Pick<ReceiptItem, 'done' | 'state' | 'reason'> {
  return { done: 'nothing', state: 'notTold', reason };
}

async function appItems(
  { apps }: OffboardingPorts,
  grants: readonly Granted[],
): Promise<ReceiptItem[]> {
  return await Promise.all(
    grants.map(async ({ appId, session, issuer }): Promise<ReceiptItem> => {
      const app = await apps.app(session.scope.tenantId, appId);
      const item = { kind: 'app', id: appId, session: session.id } as const;
      if (!app) return { ...item, ...notTold('The app was deleted.') };
      const named = { ...item, name: clipText(app.name, MAX_ITEM_NAME) };
      if (app.backchannelLogoutUri !== undefined) {
        return { ...named, issuer, done: 'told', state: 'pending', attempts: 0 };
      }
      return { ...named, ...notTold('The app has no backchannelLogoutUri to tell it at.') };
    }),
  );
}
