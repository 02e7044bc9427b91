import { DomainError, type ErrorCode } from '#shared/kernel/domain-error.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/kernel/json.ts';
import type { Dialect } from '#shared/scim/dialect.ts';
import { SEARCH_REQUEST } from '#shared/scim/messages.ts';
import { checkMessageSchemas, memberOf } from '#shared/scim/schemas-attribute.ts';
import { countCode, type SearchQuery, searchQuery } from '#shared/scim-api/search-query.ts';

/**
 * Reads the body of a search (RFC 7644 section 3.4.3). Members that nobody knows are ignored, as unknown
 * parameters of a URL are.
 *
 * @throws DomainError `invalidSyntax` when it is no SearchRequest; `invalidValue`, `invalidCursor` or `invalidCount`
 * naming the member.
 */
export function parseSearchRequest(body: JsonValue, dialect: Dialect): SearchQuery {
  if (!isJsonObject(body)) {
    throw new DomainError('invalidSyntax', 'The body must be a JSON object, a SearchRequest.');
  }
  checkMessageSchemas(SEARCH_REQUEST, body, dialect);
  const attributes = names(body, 'attributes');
  const excludedAttributes = names(body, 'excludedAttributes');
  const cursor = text(body, 'cursor', 'invalidCursor');
  const code = countCode(cursor !== undefined);
  return searchQuery({
    ...(attributes && { attributes }),
    ...(excludedAttributes && { excludedAttributes }),
    filter: text(body, 'filter'),
    sortBy: text(body, 'sortBy') || undefined,
    sortOrder: text(body, 'sortOrder') || undefined,
    startIndex: integer(body, 'startIndex', dialect, 'invalidValue'),
    cursor,
    count: integer(body, 'count', dialect, code),
  });
}

function names(body: JsonObject, name: string): string[] | undefined {
  const value = memberOf(body, name) ?? undefined;
  if (value === undefined) return undefined;
  const wellFormed = Array.isArray(value) && value.every((each) => typeof each === 'string');
  return wellFormed ? value : refuse(name, 'an array of strings, the names of attributes');
}

function text(
  body: JsonObject,
  name: string,
  code: ErrorCode = 'invalidValue',
): string | undefined {
  const value = memberOf(body, name) ?? undefined;
  if (value === undefined || typeof value === 'string') return value;
  return refuse(name, 'a string', code);
}

function integer(
  body: JsonObject,
  name: string,
  { coerceStrings }: Dialect,
  code: ErrorCode,
): number | undefined {
  const value = memberOf(body, name) ?? undefined;
  if (value === undefined) return undefined;
  const spelled = coerceStrings && typeof value === 'string' && /^-?\d{1,15}$/.test(value);
  const number = spelled ? Number(value) : value;
  return Number.isSafeInteger(number) ? Number(number) : refuse(name, 'an integer', code);
}

function refuse(name: string, must: string, code: ErrorCode = 'invalidValue'): never {
  throw new DomainError(code, `${name} must be ${must}.`);
}
