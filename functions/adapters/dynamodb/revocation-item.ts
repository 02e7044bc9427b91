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
  return {
    ...keyItem(keys.revocation(tenantId, at, idOf(revocation))),
    revocation: json(revocation),
    expiresAt: expiry(Date.parse(at), REVOCATION_SECONDS),
  };
}

function idOf(revocation: Revocation): string {
  if ('sid' in revocation) return revocation.sid;
  return 'grant' in revocation ? revocation.grant : revocation.sub;
}

export function revocationOf(item: Item): Revocation {
  return jsonOf<Revocation>(item, 'revocation');
}
