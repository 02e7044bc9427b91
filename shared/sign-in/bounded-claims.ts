import { isJsonObject, type JsonObject, type JsonValue } from '#shared/kernel/json.ts';
import { SignInRefused } from '#shared/sign-in/sign-in-refused.ts';

/** Entra's own claims take a few KB; with a group for each of its 200 they take 12. */
const MAX_CHARACTERS = 32_768;
const MAX_DEPTH = 8;
const MAX_VALUES = 2_000;

/**
 * What a provider says of a person, if it is of a size that a user can be made of.
 *
 * @throws SignInRefused `tooLarge`.
 */
export function boundedClaims(claims: JsonObject): JsonObject {
  if (JSON.stringify(claims).length > MAX_CHARACTERS) {
    throw new SignInRefused('tooLarge', `The claims have more than ${MAX_CHARACTERS} characters.`);
  }
  if (measured(claims, MAX_DEPTH) > MAX_VALUES) {
    const detail = `The claims are nested more than ${MAX_DEPTH} deep, or more than ${MAX_VALUES} values.`;
    throw new SignInRefused('tooLarge', detail);
  }
  return claims;
}

/** How many values there are; infinitely many in what is nested too deep. */
function measured(value: JsonValue, depth: number): number {
  const inner = Array.isArray(value) ? value : isJsonObject(value) ? Object.values(value) : [];
  if (inner.length > 0 && depth === 0) return Number.POSITIVE_INFINITY;
  return inner.reduce((sum: number, one) => sum + measured(one, depth - 1), 1);
}
