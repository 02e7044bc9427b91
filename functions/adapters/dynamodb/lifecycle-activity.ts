import { expiry, N, numberOf, S, stringOf } from '#functions/adapters/dynamodb/attributes.ts';
import { unlessRefused } from '#functions/adapters/dynamodb/delivery-store.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import { HOUR } from '#shared/kernel/clock.ts';
import {
  type ActivityKind,
  type ActivityStore,
  dayOf,
  hourOf,
} from '#shared/lifecycle/activity.ts';

/** Longer than any policy looks back, so that nobody who was seen passes for one who never was. */
const KEPT_SECONDS = 4 * 365 * 86_400;

/** Last activities on the single table; no index knows of them. */
export function createActivityStore(table: Table): ActivityStore {
  return {
    async note(scope, userId, { at, kind }) {
      const values = {
        ':day': N(dayOf(at)),
        ':seen': N(at),
        ':kind': S(kind),
        ':expiresAt': expiry(at, KEPT_SECONDS),
      };
      const set = 'SET seenDay = :day, seen = :seen, kind = :kind, expiresAt = :expiresAt';
      const isNew = 'attribute_not_exists(seenDay) OR seenDay < :day';
      await unlessRefused(table.update(keys.activity(scope, userId), set, values, isNew));
    },

    async noteFeed(tenantId, now) {
      const set = 'SET previousHour = if_not_exists(newestHour, :hour), newestHour = :hour';
      const isNew = 'attribute_not_exists(newestHour) OR newestHour < :hour';
      const values = { ':hour': N(hourOf(now)) };
      await unlessRefused(table.update(keys.activityFeed(tenantId), set, values, isNew));
    },

    async activity(scope, userId) {
      const item = await table.get(keys.activity(scope, userId));
      return item && { at: numberOf(item, 'seen'), kind: stringOf(item, 'kind') as ActivityKind };
    },

    async feed(tenantId) {
      const item = await table.get(keys.activityFeed(tenantId));
      if (!item) return undefined;
      const [newest, previous] = [numberOf(item, 'newestHour'), numberOf(item, 'previousHour')];
      return { newest: newest * HOUR, previous: previous * HOUR };
    },
  };
}
