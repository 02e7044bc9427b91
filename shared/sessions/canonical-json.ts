/**
 * JSON in one spelling (RFC 8785): members sorted by their names in UTF-16 code units, no white space. Strings and
 * numbers are spelled by ECMAScript's rules, which that RFC takes over.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  const inOrder = members.toSorted(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(inOrder.map(([name, member]) => [name, sorted(member)]));
}
