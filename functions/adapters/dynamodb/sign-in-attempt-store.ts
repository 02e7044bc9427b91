import { type Item, json, jsonOf, keyItem, N } from '#functions/adapters/dynamodb/attributes.ts';
import { unlessRefused } from '#functions/adapters/dynamodb/delivery-store.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import {
  ATTEMPT_LIVES,
  type SignInAttempt,
  type SignInAttemptStore,
} from '#shared/sign-in/sign-in-attempt.ts';

/** Attempts at signing in, each a row for ten minutes. */
export function createSignInAttemptStore(table: Table): SignInAttemptStore {
  return {
    async begin(attempt) {
      await table.put(attemptItem(attempt), 'attribute_not_exists(pk)');
    },

    async take(tenantId, stateHash) {
      const key = keys.signInAttempt(tenantId, stateHash);
      const item = await table.get(key);
      if (!item) return undefined;
      const Delete = {
        TableName: table.name,
        Key: keyItem(key),
        ConditionExpression: 'attribute_exists(pk)',
      };
      // Of two who take one at once, the second finds it gone, or the first at it.
      return (await unlessRefused(table.transact([{ item: { Delete } }])))
        ? attemptOf(item)
        : undefined;
    },
  };
}

function attemptItem(attempt: SignInAttempt): Item {
  return {
    ...keyItem(keys.signInAttempt(attempt.tenantId, attempt.stateHash)),
    attempt: json(attempt),
    expiresAt: N(Math.ceil((attempt.begunAt + ATTEMPT_LIVES) / 1_000)),
  };
}

function attemptOf(item: Item): SignInAttempt {
  return jsonOf<SignInAttempt>(item, 'attempt');
}
