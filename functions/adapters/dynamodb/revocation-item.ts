import { type Item, keyItem, N, S, stringOf } from '#functions/adapters/dynamodb/attributes.ts';
import { keys } from '#functions/adapters/dynamodb/keys.ts';
import { REVOCATION_SECONDS, type Revocation } from '#shared/identity/revocation.ts';

export function revocationItem(tenantId: string, revocation: Revocation): Item {
  const { at } = revocation;
  const id = 'sid' in revocation ? revocation.sid : revocation.sub;
  return {
    ...keyItem(keys.revocation(tenantId, at, id)),
    revocation: S(JSON.stringify(revocation)),
    expiresAt: N(Math.floor(Date.parse(at) / 1_000) + REVOCATION_SECONDS),
  };
}

/** This program wrote it, so its shape is taken on trust. */
export function revocationOf(item: Item): Revocation {
  return JSON.parse(stringOf(item, 'revocation')) as Revocation;
}
