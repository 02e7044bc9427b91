import { type Item, keyItem, N } from '#functions/adapters/dynamodb/attributes.ts';
import type { Key } from '#functions/adapters/dynamodb/keys.ts';
import type { Change } from '#shared/identity/identity-store.ts';
import { LINK_ENDED_FOR } from '#shared/identity/links.ts';

const seconds = (time: string) => Math.floor(Date.parse(time) / 1_000);

/** What takes the place of a link's guard when its user is deleted; it names nobody. */
export function endedLink(key: Key, { time }: Change['outbox']): Item {
  return { ...keyItem(key), expiresAt: N(seconds(time) + LINK_ENDED_FOR) };
}

/**
 * When a link that ended with its user may be had again: at once by a user who is there, but by one whom the
 * sign-in itself would create only when its time is over.
 */
export function freeLink({ before, outbox }: Change): { orElse: string; values?: Item } {
  const isOwnCreation = before === undefined && outbox.actor.type === 'connection';
  if (!isOwnCreation) return { orElse: ' OR attribute_exists(expiresAt)' };
  return { orElse: ' OR expiresAt <= :now', values: { ':now': N(seconds(outbox.time)) } };
}

export function isEnded(guard: Item | undefined, now: number): boolean {
  return Number(guard?.['expiresAt']?.N ?? 0) > Math.floor(now / 1_000);
}
