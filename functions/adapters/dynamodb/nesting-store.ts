import * as keys from '#functions/adapters/dynamodb/keys.ts';
import { memberOf } from '#functions/adapters/dynamodb/member-item.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import type { Nesting } from '#shared/identity/resource-record.ts';
import type { Scope } from '#shared/identity/scope.ts';
import type { Clock } from '#shared/kernel/clock.ts';

/** Milliseconds for which a process takes the nestings for what they were; what it changes itself, it sees at once. */
const REMEMBERED_FOR = 1_000;
const MAX_REMEMBERED = 1_000;

interface Reading {
  readonly until: number;
  readonly nestings: Promise<readonly Nesting[]>;
}

/** Groups in groups: asked for with every user, mostly none, and read from an index that lags anyway. */
export function nestingStore(table: Table, clock: Clock) {
  const remembered = new Map<string, Reading>();

  async function read(pk: string): Promise<readonly Nesting[]> {
    const rows = await table.query({ pk, index: 'member', prefix: keys.nestings });
    return rows.map(memberOf);
  }

  return {
    nestings(scope: Scope): Promise<readonly Nesting[]> {
      const pk = keys.memberships(scope);
      const known = remembered.get(pk);
      if (known && known.until > clock.now()) return known.nestings;
      const nestings = read(pk);
      nestings.catch(() => remembered.delete(pk));
      if (remembered.size >= MAX_REMEMBERED) remembered.clear();
      remembered.set(pk, { until: clock.now() + REMEMBERED_FOR, nestings });
      return nestings;
    },

    forget(scope: Scope): void {
      remembered.delete(keys.memberships(scope));
    },
  };
}
