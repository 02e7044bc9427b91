import {
  expiry,
  type Item,
  json,
  jsonOf,
  keyItem,
} from '#functions/adapters/dynamodb/attributes.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import { REVOCATION_SECONDS, type Revocation } from '#shared/identity/revocation.ts';

export function revocationItem(tenantId: string, revocation: Revocation): Item {
  const { at } = revocation;
  const id = 'sid' in revocation ? revocation.sid : revocation.sub;
  return {
    ...keyItem(keys.revocation(tenantId, at, id)),
    revocation: json(revocation),
    expiresAt: expiry(Date.parse(at), REVOCATION_SECONDS),
  };
}

export function revocationOf(item: Item): Revocation {
  return jsonOf<Revocation>(item, 'revocation');
}
