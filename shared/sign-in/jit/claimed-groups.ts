import { isJsonObject, type JsonObject } from '#shared/kernel/json.ts';
import { claimAt } from '#shared/sign-in/claim-value.ts';

/** Groups that one link keeps, and characters of each: Entra puts 200 ids into a token at most. */
const MAX_GROUPS = 200;
const MAX_GROUP = 100;

/**
 * The groups that a sign-in says, in order and each once; undefined when it says nothing about them, which is not
 * that there are none. Entra says nothing when there are too many (`_claim_names`, `hasgroups`).
 */
export function claimedGroups(claims: JsonObject, claim = 'groups'): readonly string[] | undefined {
  if (isElsewhere(claims, claim)) return undefined;
  // An empty list says that there are none, so it is not looked for as other claims are.
  const own = Object.hasOwn(claims, claim) ? claims[claim] : claimAt(claims, claim);
  const values = typeof own === 'string' && own !== '' ? [own] : own;
  if (!Array.isArray(values)) return undefined;
  const names = values.filter((value) => typeof value === 'string');
  const fit = names.filter((name) => name !== '' && name.length <= MAX_GROUP);
  return [...new Set(fit)].sort().slice(0, MAX_GROUPS);
}

/** Distributed claims (OIDC Core section 5.6.2): named in the token, and to be had somewhere else. */
function isElsewhere(claims: JsonObject, claim: string): boolean {
  const elsewhere = claims['_claim_names'];
  if (isJsonObject(elsewhere) && Object.hasOwn(elsewhere, claim)) return true;
  return claim === 'groups' && claims['hasgroups'] === true;
}
