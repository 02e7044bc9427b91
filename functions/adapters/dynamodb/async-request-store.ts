import { readParts, writeParts } from '#functions/adapters/dynamodb/async-request-parts.ts';
import {
  type Item,
  json,
  jsonOf,
  keyItem,
  N,
  numberOf,
  optionalString,
  S,
} from '#functions/adapters/dynamodb/attributes.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import { put } from '#functions/adapters/dynamodb/writes.ts';
import { isLostRace, LostRace } from '#shared/identity/identity-store.ts';
import type { Clock } from '#shared/kernel/clock.ts';
import type { JsonObject } from '#shared/kernel/json.ts';
import type {
  AsyncRequest,
  AsyncRequestStore,
  Owner,
} from '#shared/scim-api/async/async-requests.ts';

/** Seconds for which a request and its result are kept, from when they were written. */
const KEPT = 3 * 86_400;

const IS_FREE =
  'attribute_exists(pk) AND attribute_not_exists(completed) AND (attribute_not_exists(leasedUntil) OR leasedUntil < :now)';

/** Asynchronous requests and their results on the single table. */
export function createAsyncRequestStore(table: Table, clock: Clock): AsyncRequestStore {
  const keyOf = ({ tenantId, directoryId }: Owner, txn: string) =>
    keys.asyncRequest(tenantId, directoryId, txn);
  const expiresAt = () => Math.floor(clock.now() / 1_000) + KEPT;

  async function row(owner: Owner, txn: string): Promise<Item | undefined> {
    const item = await table.get(keyOf(owner, txn));
    return item && numberOf(item, 'expiresAt') * 1_000 > clock.now() ? item : undefined;
  }

  /** False when there is nothing left to be done. */
  async function lease(owner: Owner, txn: string, until: number): Promise<boolean> {
    const values = { ':until': N(until), ':now': N(clock.now()) };
    try {
      await table.update(keyOf(owner, txn), 'SET leasedUntil = :until', values, IS_FREE);
      return true;
    } catch (error) {
      if (!isLostRace(error)) throw error;
      const item = await row(owner, txn);
      if (!item || isCompleted(item)) return false;
      throw new LostRace('The request is being carried out.', { cause: error });
    }
  }

  return {
    async keep({ body, ...request }) {
      const { pk, sk } = keyOf(request.owner, request.txn);
      const expiry = expiresAt();
      const content = { pk, part: 'BODY', expiresAt: expiry } as const;
      if (body !== undefined) await writeParts(table, content, body);
      const Item = {
        ...keyItem({ pk, sk }),
        type: S('async-request'),
        request: json(request),
        expiresAt: N(expiry),
      };
      await table.transact([put(table.name, Item)]);
    },

    async state(owner, txn) {
      const item = await row(owner, txn);
      if (!item) return undefined;
      if (!isCompleted(item)) return {};
      const result = await readParts(table, keyOf(owner, txn).pk, 'RESULT');
      return { sets: JSON.parse(result) as JsonObject[] };
    },

    async claim(owner, txn, leasedUntil) {
      const item = (await lease(owner, txn, leasedUntil)) ? await row(owner, txn) : undefined;
      if (!item) return undefined;
      const request = jsonOf<Omit<AsyncRequest, 'body'>>(item, 'request');
      const body = await readParts(table, keyOf(owner, txn).pk, 'BODY');
      return { ...request, ...(body !== '' && { body }) };
    },

    async complete(owner, txn, sets) {
      const key = keyOf(owner, txn);
      const result = { pk: key.pk, part: 'RESULT', expiresAt: expiresAt() } as const;
      await writeParts(table, result, JSON.stringify(sets));
      const set = 'SET completed = :yes REMOVE leasedUntil';
      await table.update(key, set, { ':yes': S('yes') }, 'attribute_exists(pk)');
    },
  };
}

function isCompleted(item: Item): boolean {
  return optionalString(item, 'completed') !== undefined;
}
