import type { OutboxRecord } from '#shared/events/envelope.ts';
import { newRecord } from '#shared/events/new-record.ts';
import { type Scope, scopesOf, sharedScope } from '#shared/identity/scope.ts';
import { isoTime, MINUTE } from '#shared/kernel/clock.ts';
import { canonicalJson } from '#shared/sessions/canonical-json.ts';
import { collectReceipt, type Ended } from '#shared/sessions/collect-receipt.ts';
import type { OffboardingPorts } from '#shared/sessions/offboarding-ports.ts';
import {
  type Ending,
  type KeptReceipt,
  RECEIPT_TYPE,
  type Receipt,
  type ReceiptItem,
} from '#shared/sessions/receipt.ts';
import { signJws } from '#shared/sessions/sign-jws.ts';
import { tellApp } from '#shared/sessions/tell-app.ts';

/** After each round but the last: eleven rounds in a little more than three days, as long as webhooks take. */
const WAITS = [0.5, 2, 10, 30, 60, 180, 480, 960, 1_440, 1_440].map((wait) => wait * MINUTE);

/** Apps that are told at once. */
const AT_ONCE = 8;

/** Milliseconds after which a round begins nothing more, so that it is over and kept before its process is. */
const ROUND = 40_000;

/** Failures that the event names; the receipt has all. */
const MAX_TOLD = 50;

/** An end of access as the bus tells of it. */
export interface HeardEnding {
  readonly tenantId: string;
  readonly userId: string;
  readonly sessionId?: string;
  readonly ending: Ending;
}

/**
 * Goes once through what an end of access reaches: tells whoever does not know yet, and writes the receipt. May be cut
 * short between any two calls and begun again by anybody: what was acknowledged is not told twice, and whoever comes
 * second to a round writes nothing.
 *
 * @returns when to come again (milliseconds), or undefined when everything is acknowledged or given up.
 */
export async function offboard(
  ports: OffboardingPorts,
  heard: HeardEnding,
): Promise<number | undefined> {
  const { ending, userId, tenantId } = heard;
  const scope = await scopeOf(ports, tenantId, userId);
  const id = ending.eventId.split('.')[0] ?? '';
  const kept = await ports.receipts.receipt(scope, userId, id);
  // Whoever closed it may not have come further than that.
  if (kept?.receipt.state === 'closed') return await dropGrants(ports, scope, kept.receipt);
  // Whoever comes a little early need not come again.
  if (kept && kept.dueAt > ports.clock.now() + MINUTE / 6) return kept.dueAt;
  const receipt = kept?.receipt ?? (await begun(ports, { scope, ...heard }, id));
  const rounds = kept ? kept.rounds + 1 : 0;
  return await closeOrGoOn(ports, scope, await goneThrough(ports, receipt, rounds), rounds);
}

async function begun(ports: OffboardingPorts, ended: Ended, id: string): Promise<Receipt> {
  const { scope, userId, ending } = ended;
  const collected = await collectReceipt(ports, ended);
  const at = isoTime(ports.clock.now());
  return { id, tenant: scope.tenantId, user: userId, ending, state: 'open', ...collected, at };
}

/**
 * Whose row or sessions are there, as an event does not say; the people that all directories share, when nothing is
 * left.
 */
async function scopeOf(
  { tenancy, identity, sessions }: OffboardingPorts,
  tenantId: string,
  userId: string,
): Promise<Scope> {
  const scopes = scopesOf(tenantId, await tenancy.directories(tenantId));
  for (const scope of scopes) {
    if (await identity.resource(scope, 'User', userId)) return scope;
  }
  for (const scope of scopes) {
    if ((await sessions.sessionsOf(scope, userId, { limit: 1 })).length > 0) return scope;
  }
  return sharedScope(tenantId);
}

/** Every item as it is after one more round; in the last one, what is pending is given up. */
async function goneThrough(
  ports: OffboardingPorts,
  receipt: Receipt,
  rounds: number,
): Promise<Receipt> {
  const others = receipt.items.filter(({ kind }) => kind !== 'webhook');
  const told = await toldApps(ports, receipt);
  const at = isoTime(ports.clock.now());
  const webhooks = await webhookItems(ports, receipt, at);
  const isLast = rounds >= WAITS.length;
  const after = [...others.map((item) => told.get(item) ?? item), ...webhooks];
  const items = after.map((item) => (isLast ? givenUp(item, at) : item));
  const isOpen = items.some(({ state }) => state === 'pending');
  return { ...receipt, items, at, state: isOpen ? 'open' : 'closed' };
}

/** Whom a round came to, by what they were; an app that takes all the time of one has to wait in the next. */
async function toldApps(
  ports: OffboardingPorts,
  receipt: Receipt,
): Promise<ReadonlyMap<ReceiptItem, ReceiptItem>> {
  const told = new Map<ReceiptItem, ReceiptItem>();
  const owed = receipt.items
    .filter(({ kind, state }) => kind === 'app' && state === 'pending')
    .toSorted((one, other) => (one.attempts ?? 0) - (other.attempts ?? 0));
  const until = ports.clock.now() + ROUND;
  for (let start = 0; start < owed.length && ports.clock.now() < until; start += AT_ONCE) {
    const some = owed.slice(start, start + AT_ONCE);
    await Promise.all(
      some.map(async (item) => {
        told.set(item, await tellApp(ports, receipt, item));
      }),
    );
  }
  return told;
}

/** How far the event got to webhooks, with those that were there before and are no more. */
async function webhookItems(
  { downstream }: OffboardingPorts,
  { tenant, ending, items }: Receipt,
  at: string,
): Promise<ReceiptItem[]> {
  const told = await downstream.told(tenant, { id: ending.eventId, type: ending.event });
  const ids = new Set(told.map(({ id }) => id));
  const gone = items.filter(({ kind, id }) => kind === 'webhook' && !ids.has(id));
  const reason = 'The webhook was deleted, or wants this event no longer.';
  return [
    ...told,
    ...gone.map((item) =>
      item.state === 'pending' ? { ...item, state: 'failed' as const, at, reason } : item,
    ),
  ];
}

function givenUp(item: ReceiptItem, at: string): ReceiptItem {
  if (item.state !== 'pending') return item;
  return {
    ...item,
    state: 'failed',
    at,
    reason: item.reason ?? 'It was not acknowledged in time.',
  };
}

async function closeOrGoOn(
  ports: OffboardingPorts,
  scope: Scope,
  receipt: Receipt,
  rounds: number,
): Promise<number | undefined> {
  const isClosed = receipt.state === 'closed';
  const dueAt = ports.clock.now() + (WAITS[rounds] ?? 0);
  const jws = await signJws(ports.signingKeys, RECEIPT_TYPE, canonicalJson(receipt));
  const kept: KeptReceipt = { scope, receipt, jws, rounds, dueAt };
  const isOurs = await ports.receipts.write(
    kept,
    isClosed ? offboarded(ports, receipt) : undefined,
  );
  if (!isOurs) return ports.clock.now();
  return isClosed ? await dropGrants(ports, scope, receipt) : dueAt;
}

/** What the tokens stood on goes; they were not good for anything before. */
async function dropGrants(
  { grants }: OffboardingPorts,
  scope: Scope,
  { user, items }: Receipt,
): Promise<undefined> {
  const tokens = items.filter(({ kind }) => kind === 'tokens');
  const over = new Set(tokens.flatMap(({ session }) => session ?? []));
  for (const granted of await grants.grantsOf(scope, user, over)) await grants.drop(granted);
}

function offboarded(ports: OffboardingPorts, receipt: Receipt): OutboxRecord {
  const { id, tenant, user, ending, items } = receipt;
  const { requestId } = ending;
  const acknowledged = items.filter(({ state }) => state === 'acknowledged').length;
  const failed = items
    .filter(({ state }) => state === 'failed')
    .slice(0, MAX_TOLD)
    .map(({ kind, id: which, reason = '' }) => ({ kind, id: which, reason }));
  const by = { actor: { type: 'system', id: 'offboarding' }, cause: 'cascade', requestId } as const;
  const about = { tenant, subject: { type: 'Receipt', id }, version: 1 };
  const data = { user, ending: ending.event, acknowledged, failed };
  return newRecord(ports, by, about, { type: 'user.offboarded', data });
}
