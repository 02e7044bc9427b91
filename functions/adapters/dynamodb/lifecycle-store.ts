import {
  type Item,
  jsonOf,
  keyItem,
  N,
  numberOf,
  stringOf,
} from '#functions/adapters/dynamodb/attributes.ts';
import { writesOf } from '#functions/adapters/dynamodb/commit.ts';
import { unlessRefused } from '#functions/adapters/dynamodb/delivery-store.ts';
import { ifNext } from '#functions/adapters/dynamodb/if-next.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import {
  partItem,
  policyItem,
  policyOf,
  progressItem,
  progressOf,
  sweepItem,
  sweepOf,
  tombstoneItem,
} from '#functions/adapters/dynamodb/lifecycle-item.ts';
import { readWhole } from '#functions/adapters/dynamodb/read-whole.ts';
import type { Table, Write } from '#functions/adapters/dynamodb/table.ts';
import { put, remove, tell } from '#functions/adapters/dynamodb/writes.ts';
import { type Scope, sharedScope } from '#shared/identity/scope.ts';
import type { Clock } from '#shared/kernel/clock.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { dayOf } from '#shared/lifecycle/activity.ts';
import type {
  DuePage,
  LifecycleStore,
  PlanEntry,
  StepCommit,
  Tombstone,
} from '#shared/lifecycle/lifecycle-store.ts';
import type { Policy } from '#shared/lifecycle/policy.ts';
import { newSweep } from '#shared/lifecycle/run.ts';

/** Policies and how far they have come, on the single table. */
export function createLifecycleStore(table: Table, clock: Clock): LifecycleStore {
  return {
    async policy(tenantId, version) {
      const wanted = version ?? (await versionInForce(table, tenantId));
      if (wanted === undefined) return undefined;
      const item = await table.get(keys.policyVersion(tenantId, wanted));
      return item && policyOf(item);
    },

    async setPolicy(tenantId, policy, outbox) {
      await table.transact([
        versionWrite(table.name, tenantId, policy),
        put(table.name, policyItem(tenantId, policy)),
        ...tell(table.name, sharedScope(tenantId), outbox),
      ]);
    },

    async sweep(tenantId) {
      const item = await table.get(keys.sweep(tenantId));
      return item ? sweepOf(item) : newSweep(tenantId);
    },

    async replaceSweep(sweep, { part, outbox } = {}) {
      const { tenantId } = sweep;
      await table.transact([
        replacement(table.name, sweepItem(sweep)),
        ...(part ? [put(table.name, partItem(tenantId, part, clock.now()))] : []),
        ...tell(table.name, sharedScope(tenantId), outbox),
      ]);
    },

    async part(tenantId, runId, number) {
      const item = await table.get(keys.planPart(tenantId, runId, number));
      return item ? jsonOf<PlanEntry[]>(item, 'entries') : [];
    },

    due: (tenantId, day, after, limit) => duePage(table, tenantId, day, after, limit),

    async progress(scope, userId) {
      const item = await table.get(keys.progress(scope, userId));
      return item && progressOf(item);
    },

    async keepProgress(progress) {
      const item = progressItem(progress, clock.now());
      const next = ifNext('revision', progress.revision);
      return await unlessRefused(
        table.put(item, next.ConditionExpression, next.ExpressionAttributeValues),
      );
    },

    async dropProgress({ scope, userId, revision }) {
      const Delete = {
        TableName: table.name,
        Key: keyItem(keys.progress(scope, userId)),
        ConditionExpression: 'revision = :read',
        ExpressionAttributeValues: { ':read': N(revision) },
      };
      await unlessRefused(
        table.transact([{ item: { Delete } }, remove(table.name, keys.activity(scope, userId))]),
      );
    },

    async tombstone(scope, userId) {
      const item = await table.get(keys.tombstone(scope, userId));
      return item && jsonOf<Tombstone>(item, 'tombstone');
    },

    async commitStep(step) {
      await table.transact(stepWrites(table.name, step, clock.now()));
    },
  };
}

/** The rows of the policy first: whoever was overtaken there looks again, whatever else is in the way. */
function stepWrites(TableName: string, step: StepCommit, now: number): Write[] {
  const { progress, sweep, seen, change, outbox, tombstone, raised } = step;
  const { scope, userId } = progress;
  return [
    replacement(TableName, progressItem(progress, now)),
    ...(sweep ? [replacement(TableName, sweepItem(sweep))] : []),
    ...(seen ? [notSeenSince(TableName, scope, userId, seen.activity)] : []),
    ...(change ? writesOf(TableName, scope, change) : []),
    ...tell(TableName, scope, outbox),
    ...(tombstone ? [put(TableName, tombstoneItem(progress, tombstone, now))] : []),
    ...(raised ? [remove(TableName, keys.tombstone(scope, userId))] : []),
  ];
}

function notSeenSince(
  TableName: string,
  scope: Scope,
  userId: string,
  activity: { readonly at: number } | undefined,
): Write {
  const unchanged = activity
    ? {
        ConditionExpression: 'seenDay = :day',
        ExpressionAttributeValues: { ':day': N(dayOf(activity.at)) },
      }
    : { ConditionExpression: 'attribute_not_exists(seenDay)' };
  const Key = keyItem(keys.activity(scope, userId));
  return { item: { ConditionCheck: { TableName, Key, ...unchanged } } };
}

/** Puts a row in place of the one of the revision before. */
function replacement(TableName: string, Item: Item): Write {
  const isNext = ifNext('revision', numberOf(Item, 'revision'));
  return { item: { Put: { TableName, Item, ...isNext } } };
}

async function versionInForce(table: Table, tenantId: string): Promise<number | undefined> {
  const item = await table.get(keys.policy(tenantId));
  return item && numberOf(item, 'version');
}

function versionWrite(TableName: string, tenantId: string, { version }: Policy): Write {
  const Item = { ...keyItem(keys.policy(tenantId)), version: N(version) };
  const refused = () =>
    new DomainError('conflict', 'The policy was changed meanwhile. Look at it and try again.');
  return { item: { Put: { TableName, Item, ...ifNext('version', version) } }, refused };
}

/** One shard after the other; `after` names the shard and the place in it. */
async function duePage(
  table: Table,
  tenantId: string,
  day: number,
  after: string | undefined,
  limit: number,
): Promise<DuePage> {
  const [first = '0', place = ''] = after?.split('/') ?? [];
  const rows: Item[] = [];
  let from = place;
  for (let shard = Number(first); shard < keys.DUE_SHARDS; shard += 1) {
    const found = await table.query({
      pk: keys.dueLifecycle(tenantId, shard),
      index: 'due',
      // Nothing sorts between a key and the same with this behind it.
      between: [from === '' ? '0' : `${from}!`, keys.dueOn(day, '~')],
      limit: limit - rows.length,
    });
    rows.push(...found);
    const last = found.at(-1);
    if (last && rows.length >= limit) {
      return {
        due: (await readWhole(table, rows)).map(progressOf),
        next: `${shard}/${stringOf(last, 'dsk')}`,
      };
    }
    from = '';
  }
  return { due: (await readWhole(table, rows)).map(progressOf) };
}
