import type { WriteRequest } from '@aws-sdk/client-dynamodb';
import { keyItem, N, S } from '#functions/adapters/dynamodb/attributes.ts';
import { brakeWrite } from '#functions/adapters/dynamodb/brake-item.ts';
import { endedLink, freeLink } from '#functions/adapters/dynamodb/ended-link.ts';
import { journalItem, sliceItem } from '#functions/adapters/dynamodb/journal-item.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import { memberItem } from '#functions/adapters/dynamodb/member-item.ts';
import { resourceItem } from '#functions/adapters/dynamodb/resource-item.ts';
import { revocationItem } from '#functions/adapters/dynamodb/revocation-item.ts';
import type { Table, Write } from '#functions/adapters/dynamodb/table.ts';
import { put, remove, tell } from '#functions/adapters/dynamodb/writes.ts';
import {
  type Change,
  MAX_MEMBERS_PER_COMMIT,
  type MemberDelta,
} from '#shared/identity/identity-store.ts';
import { type IndexEntry, LINK, ORIGIN } from '#shared/identity/index-entries.ts';
import type { Member, ResourceRecord } from '#shared/identity/resource-record.ts';
import type { Scope } from '#shared/identity/scope.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';

/** Commits a change as one transaction; see {@link IdentityStore.commit}. */
export async function commit(table: Table, scope: Scope, change: Change): Promise<void> {
  if (change.deferred && change.after) {
    await table.writeAll(sliceRequests(scope, change, change.deferred, change.after));
  }
  await table.transact(writesOf(table.name, scope, change));
}

/** Every write of a change, in the order in which refusals are judged: guards before the resource itself. */
export function writesOf(tableName: string, scope: Scope, change: Change): Write[] {
  const { after, claimed, released, members, outbox, journal, revocation, departures } = change;
  const subject = after ?? change.before;
  if (!subject) return [];
  return [
    ...claimed.map((entry) => claim(tableName, scope, entry, change, subject.id)),
    ...released.map((entry) => {
      const key = keys.indexEntry(scope, entry, subject.id);
      return !after && entry.attribute === LINK
        ? put(tableName, endedLink(key, outbox))
        : remove(tableName, key);
    }),
    resourceWrite(tableName, scope, change, subject),
    ...counterWrites(tableName, scope, change, subject),
    ...members.added.map((member) => put(tableName, memberItem(scope, subject, member))),
    ...members.removed.map((member) =>
      remove(tableName, keys.member(scope, subject.id, member.id)),
    ),
    ...tell(tableName, scope, outbox),
    ...(journal ? [put(tableName, journalItem(journal))] : []),
    ...(revocation ? [put(tableName, revocationItem(scope.tenantId, revocation))] : []),
    ...(departures ? [brakeWrite(tableName, departures)] : []),
  ];
}

function claim(
  tableName: string,
  scope: Scope,
  entry: IndexEntry,
  change: Change,
  id: string,
): Write {
  const Item = { ...keyItem(keys.indexEntry(scope, entry, id)), id: S(id) };
  if (!entry.unique) return put(tableName, Item);
  // A resource that has the value already lost a race against a change to the same value, not the value.
  const isFree = 'attribute_not_exists(pk) OR id = :id';
  const free = entry.attribute === LINK ? freeLink(change) : { orElse: '' };
  return {
    item: {
      Put: {
        TableName: tableName,
        Item,
        ConditionExpression: isFree + free.orElse,
        ExpressionAttributeValues: { ':id': S(id), ...free.values },
      },
    },
    refused: () => new DomainError('uniqueness', taken(entry)),
  };
}

function taken({ type, attribute }: IndexEntry): string {
  if (attribute === ORIGIN) {
    return `The ${type} that this very request was to create is there: it was sent before.`;
  }
  if (attribute === LINK)
    return `Another ${type} signs in by this account of the identity provider.`;
  return `Another ${type} has this ${attribute}. Find it by a filter on ${attribute}, or send another value.`;
}

function resourceWrite(
  TableName: string,
  scope: Scope,
  { before, after }: Change,
  subject: ResourceRecord,
): Write {
  const unchanged = before && {
    ConditionExpression: 'version = :version',
    ExpressionAttributeValues: { ':version': N(before.version) },
  };
  if (!after) {
    const Key = keyItem(keys.resource(scope, subject.type, subject.id));
    return { item: { Delete: { TableName, Key, ...unchanged } } };
  }
  const condition = unchanged ?? { ConditionExpression: 'attribute_not_exists(pk)' };
  return { item: { Put: { TableName, Item: resourceItem(scope, after), ...condition } } };
}

function counterWrites(
  TableName: string,
  scope: Scope,
  { before, after }: Change,
  { type }: ResourceRecord,
): Write[] {
  const step = Number(after !== undefined) - Number(before !== undefined);
  if (step === 0) return [];
  const shard = Math.floor(Math.random() * keys.COUNTER_SHARDS);
  return [
    {
      item: {
        Update: {
          TableName,
          Key: keyItem(keys.counter(scope, type, shard)),
          UpdateExpression: 'ADD amount :step, deletions :deleted',
          ExpressionAttributeValues: { ':step': N(step), ':deleted': N(step < 0 ? 1 : 0) },
        },
      },
    },
  ];
}

function sliceRequests(
  scope: Scope,
  { outbox }: Change,
  deferred: MemberDelta,
  group: ResourceRecord,
): WriteRequest[] {
  return slicesOf(deferred).map((delta, number) => ({
    PutRequest: { Item: sliceItem(scope, group, outbox, delta, number) },
  }));
}

/** Removals first, so that a group is never larger on the way than before or after. */
function slicesOf({ added, removed }: MemberDelta): MemberDelta[] {
  const parts = (members: readonly Member[]) =>
    Array.from({ length: Math.ceil(members.length / MAX_MEMBERS_PER_COMMIT) }, (_, index) =>
      members.slice(index * MAX_MEMBERS_PER_COMMIT, (index + 1) * MAX_MEMBERS_PER_COMMIT),
    );
  return [
    ...parts(removed).map((part) => ({ added: [], removed: part })),
    ...parts(added).map((part) => ({ added: part, removed: [] })),
  ];
}
