import { S, stringOf } from '#functions/adapters/dynamodb/attributes.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import { newSecret } from '#shared/kernel/secret.ts';

const MAX_REMEMBERED = 1_000;

/** The secret under which a tenant's cursors are sealed: made when it is first asked for, and then for good. */
export function createCursorSecret(table: Table): (tenantId: string) => Promise<string> {
  const remembered = new Map<string, string>();

  async function readOrMake(tenantId: string): Promise<string> {
    const key = keys.cursorSecret(tenantId);
    const existing = await table.get(key);
    if (existing) return stringOf(existing, 'secret');
    // Of two that make one at once, the first one's stays.
    const expression = 'SET secret = if_not_exists(secret, :secret)';
    await table.update(key, expression, { ':secret': S(newSecret()) });
    return stringOf((await table.get(key)) ?? {}, 'secret');
  }

  return async (tenantId) => {
    const known = remembered.get(tenantId);
    if (known !== undefined) return known;
    const secret = await readOrMake(tenantId);
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    remembered.set(tenantId, secret);
    return secret;
  };
}
