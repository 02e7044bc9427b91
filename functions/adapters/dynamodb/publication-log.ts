import { keyItem, N, numberOf } from '#functions/adapters/dynamodb/attributes.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import { logRow, publicationItem } from '#functions/adapters/dynamodb/publication-item.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import { put } from '#functions/adapters/dynamodb/writes.ts';
import type {
  LogRow,
  LogTail,
  Publication,
  PublicationLog,
} from '#shared/events/publication-log.ts';
import { isLostRace, LostRace } from '#shared/identity/identity-store.ts';
import type { Clock } from '#shared/kernel/clock.ts';
import { type Retrying, retry } from '#shared/kernel/retry.ts';

/** Rows of one look back, and the most that are looked at: a record before those may be noted twice. */
const LOOK_BACK = 8;
const LONGEST_LOOK_BACK = 64;

/** For those who append to one tenant's log at the same time: one a shard of the stream, and the reconciler. */
const contention = { attempts: 20, firstWait: 20, longestWait: 400, within: 10_000 };

export interface LogPorts extends Pick<Retrying, 'sleep' | 'random'> {
  readonly clock: Clock;
}

/**
 * The publication log on the table. A row is put only where none is, at the place after the newest: of two who
 * append at once one loses, reads what the other wrote, and goes behind it. So no row ever appears before
 * one that somebody may have read.
 */
export function createPublicationLog(table: Table, ports: LogPorts): PublicationLog {
  const append = appendTo(table, ports);
  return {
    newest: (tenantId, limit) => newest(table, tenantId, limit),

    async from(tenantId, sequence, limit) {
      const { pk } = keys.publication(tenantId, 0);
      const between = keys.publicationsBetween(sequence, Number.MAX_SAFE_INTEGER);
      return (await table.query({ pk, between, limit })).map(logRow);
    },

    async tail(tenantId, time): Promise<LogTail> {
      const rows = await rowsSince(table, tenantId, time);
      const held = idsOf(rows);
      return {
        holds: (recordId) => held.has(recordId),
        append: (publications) => append(tenantId, publications, time, rows),
      };
    },
  };
}

function appendTo(table: Table, { clock, sleep, random }: LogPorts) {
  return async function append(
    tenantId: string,
    publications: readonly Publication[],
    time: number,
    known: readonly LogRow[],
  ): Promise<void> {
    let rows: readonly LogRow[] | undefined = known;
    await retry({ clock, policy: contention, sleep, random }, isLostRace, async () => {
      const current = rows ?? (await rowsSince(table, tenantId, time));
      rows = undefined;
      const held = idsOf(current);
      const fresh = publications.filter(({ id }) => !held.has(id));
      if (fresh.length === 0) return;
      const at = clock.now();
      const [last] = current;
      if (!last) return await start(table, tenantId, { sequence: at, at, publications: fresh });
      const row = { sequence: last.sequence + 1, at, publications: fresh };
      await table.put(publicationItem(tenantId, row), 'attribute_not_exists(pk)');
    });
  };
}

/**
 * The first row of a log, or the first since its rows have expired. It is numbered by the time, beyond any
 * place that a reader may hold; of two who start at once the origin lets one.
 */
async function start(table: Table, tenantId: string, row: LogRow): Promise<void> {
  const key = keys.publicationOrigin(tenantId);
  // In this order: an origin that was read before the log was found empty is no later start's.
  const origin = await table.get(key);
  if ((await newest(table, tenantId, 1)).length > 0) throw new LostRace();
  const unchanged = origin
    ? {
        ConditionExpression: 'sequence = :seen AND sequence < :fresh',
        ExpressionAttributeValues: {
          ':seen': N(numberOf(origin, 'sequence')),
          ':fresh': N(row.sequence),
        },
      }
    : { ConditionExpression: 'attribute_not_exists(pk)' };
  const Item = { ...keyItem(key), sequence: N(row.sequence) };
  await table.transact([
    { item: { Put: { TableName: table.name, Item, ...unchanged } } },
    put(table.name, publicationItem(tenantId, row)),
  ]);
}

async function newest(
  table: Table,
  tenantId: string,
  limit: number,
  before = Number.MAX_SAFE_INTEGER,
): Promise<LogRow[]> {
  const { pk } = keys.publication(tenantId, 0);
  const between = keys.publicationsBetween(0, before - 1);
  return (await table.query({ pk, between, limit, descending: true })).map(logRow);
}

async function rowsSince(table: Table, tenantId: string, time: number): Promise<LogRow[]> {
  const rows: LogRow[] = [];
  for (;;) {
    const page = await newest(table, tenantId, LOOK_BACK, rows.at(-1)?.sequence);
    rows.push(...page);
    const last = page.at(-1);
    const isEnough = page.length < LOOK_BACK || rows.length >= LONGEST_LOOK_BACK;
    if (isEnough || !last || last.at < time) return rows;
  }
}

function idsOf(rows: readonly LogRow[]): Set<string> {
  return new Set(rows.flatMap(({ publications }) => publications.map(({ id }) => id)));
}
