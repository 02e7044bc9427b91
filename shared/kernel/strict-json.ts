import { DomainError } from '#shared/kernel/domain-error.ts';
import { type JsonValue, parseJson } from '#shared/kernel/json.ts';

/** All that structures JSON; numbers and names of values do not. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:]/g;

/**
 * As {@link parseJson}, and no object may have two members of one name: readers differ in which of them they take,
 * and what one has verified must be what another uses (RFC 8259 section 4, RFC 7519 section 4).
 *
 * @throws DomainError `invalidSyntax`.
 */
export function parseStrictJson(text: string): JsonValue {
  const value = parseJson(text);
  if (!hasTwins(text)) return value;
  throw new DomainError('invalidSyntax', 'A member of the JSON is there twice.');
}

/** @param text Valid JSON. */
function hasTwins(text: string): boolean {
  const open: Set<string>[] = [];
  let last = '';
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '{' || token === '[') open.push(new Set());
    else if (token === '}' || token === ']') open.pop();
    else if (token !== ':') last = token;
    else if (!isNew(open.at(-1), JSON.parse(last))) return true;
  }
  return false;
}

function isNew(names: Set<string> | undefined, name: string): boolean {
  const before = names?.size;
  return names?.add(name).size !== before;
}
