import { type Item, N, numberOf } from '#functions/adapters/dynamodb/attributes.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import { isLostRace } from '#shared/identity/identity-store.ts';
import {
  DEFAULT_RATE_LIMIT,
  type DirectoryName,
  type PermitStore,
  type RateLimit,
  type RateLimitStore,
  withdraw,
} from '#shared/tenancy/rate-limit.ts';

interface Bucket {
  readonly fullAt: number;
  readonly limit: RateLimit;
}

const UNTOUCHED: Bucket = { fullAt: 0, limit: DEFAULT_RATE_LIMIT };
const MAX_TRIES = 5;
const MAX_REMEMBERED = 1_000;

/**
 * One row a directory: when its bucket is full again, and its limit where that is not the default. It is changed on
 * the condition that the bucket holds what is taken, not that nobody else was there, so that processes which take
 * at once do not hold each other up; one that remembers the row wrongly reads it.
 */
export function permitStore(table: Table): PermitStore & RateLimitStore {
  const remembered = new Map<string, Bucket>();

  async function read(directory: DirectoryName): Promise<Bucket> {
    const item = await table.get(keys.permits(directory));
    return item ? bucketOf(item) : UNTOUCHED;
  }

  async function attempt(directory: DirectoryName, bucket: Bucket, wanted: number, now: number) {
    const { granted, fullAt, wait } = withdraw(bucket.fullAt, wanted, bucket.limit, now);
    if (granted > 0) await take(table, directory, bucket, granted, now);
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    // Others only make it later: what looks empty by this is empty.
    remembered.set(keys.permits(directory).pk, { limit: bucket.limit, fullAt });
    return { granted, wait, limit: bucket.limit };
  }

  return {
    async withdraw(directory, wanted, now) {
      let bucket = remembered.get(keys.permits(directory).pk) ?? UNTOUCHED;
      for (let tries = 1; ; tries += 1) {
        try {
          return await attempt(directory, bucket, wanted, now);
        } catch (error) {
          if (!isLostRace(error) || tries === MAX_TRIES) throw error;
        }
        bucket = await read(directory);
      }
    },

    async rateLimit(directory) {
      return (await read(directory)).limit;
    },

    async setRateLimit(directory, { perSecond, burst }) {
      const values = { ':rate': N(perSecond), ':burst': N(burst) };
      const expression = 'SET perSecond = :rate, burst = :burst REMOVE fullAt';
      await table.update(keys.permits(directory), expression, values);
    },
  };
}

/** @throws LostRace when the row is not as remembered, or the bucket has less by now. */
async function take(
  table: Table,
  directory: DirectoryName,
  { limit: { perSecond, burst }, fullAt }: Bucket,
  taken: number,
  now: number,
): Promise<void> {
  const key = keys.permits(directory);
  const each = 1_000 / perSecond;
  const cost = taken * each;
  const isDefault =
    perSecond === DEFAULT_RATE_LIMIT.perSecond && burst === DEFAULT_RATE_LIMIT.burst;
  const set = '(perSecond = :rate AND burst = :burst)';
  const same = isDefault ? `(attribute_not_exists(perSecond) OR ${set})` : set;
  const values = { ':rate': N(perSecond), ':burst': N(burst), ':now': N(now) };
  if (fullAt < now) {
    const condition = `(attribute_not_exists(fullAt) OR fullAt < :now) AND ${same}`;
    const after = { ...values, ':after': N(now + cost) };
    await table.update(key, 'SET fullAt = :after', after, condition);
    return;
  }
  const latest = now + burst * each - cost + each / 1_000;
  const condition = `fullAt BETWEEN :now AND :latest AND ${same}`;
  const after = { ...values, ':cost': N(cost), ':latest': N(latest) };
  await table.update(key, 'SET fullAt = fullAt + :cost', after, condition);
}

function bucketOf(item: Item): Bucket {
  const fullAt = item['fullAt'] ? numberOf(item, 'fullAt') : 0;
  if (!item['perSecond']) return { fullAt, limit: DEFAULT_RATE_LIMIT };
  const limit = { perSecond: numberOf(item, 'perSecond'), burst: numberOf(item, 'burst') };
  return { fullAt, limit };
}
