import { isJsonObject, type JsonObject, type JsonValue } from '#shared/kernel/json.ts';
import type { ClaimSource } from '#shared/sign-in/claim-mapping.ts';

/**
 * The value of a claim by its name or, where there is none of it, by the way to it: `address.locality`. What is
 * null or empty is not there.
 */
export function claimAt(claims: JsonObject, path: string): JsonValue | undefined {
  if (Object.hasOwn(claims, path)) return present(claims[path]);
  let value: JsonValue | undefined = claims;
  for (const name of path.split('.')) {
    value = isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  }
  return present(value);
}

/** A claim that names something: text, or a number, unless that is so large that its neighbours read the same. */
export function textClaim(claims: JsonObject, path: string): string | undefined {
  const value = claimAt(claims, path);
  if (typeof value === 'number') return isExact(value) ? String(value) : undefined;
  return typeof value === 'string' ? value : undefined;
}

function isExact(value: number): boolean {
  return Math.abs(value) <= Number.MAX_SAFE_INTEGER;
}

/** What the source makes of the claims; undefined when they say nothing. */
export function valueFrom(source: ClaimSource, claims: JsonObject): JsonValue | undefined {
  if (source === null) return undefined;
  if (typeof source === 'string') return claimAt(claims, source);
  if ('constant' in source) return source.constant;
  const value = 'template' in source ? filled(source.template, claims) : firstOf(source, claims);
  return source.lowercase ? inLowerCase(value) : value;
}

function firstOf(
  {
    claims: names,
    first,
  }: { readonly claims: readonly string[]; readonly first?: true | undefined },
  claims: JsonObject,
): JsonValue | undefined {
  const value = names.map((name) => claimAt(claims, name)).find((found) => found !== undefined);
  return first && Array.isArray(value) ? present(value[0]) : value;
}

/** A template that lacks one of its claims says nothing, rather than half of it. */
function filled(template: string, claims: JsonObject): string | undefined {
  const names = [...template.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name);
  if (names.some((name) => textClaim(claims, name) === undefined)) return undefined;
  return template.replace(/\{([^{}]+)\}/g, (_, name: string) => textClaim(claims, name) ?? '');
}

function inLowerCase(value: JsonValue | undefined): JsonValue | undefined {
  if (typeof value === 'string') return value.toLowerCase();
  if (!Array.isArray(value)) return value;
  return value.map((each) => (typeof each === 'string' ? each.toLowerCase() : each));
}

function present(value: JsonValue | undefined): JsonValue | undefined {
  const isEmpty = value === null || value === '' || (Array.isArray(value) && value.length === 0);
  return isEmpty ? undefined : value;
}
