import type { Dialect } from '#shared/scim/dialect.ts';
import type { Filter } from '#shared/scim/filter/filter.ts';
import { parseExpression } from '#shared/scim/filter/parse-expression.ts';
import { TokenStream } from '#shared/scim/filter/token-stream.ts';

/**
 * Parses a filter (RFC 7644 section 3.4.2.2) in time linear in its length.
 *
 * @throws DomainError `invalidFilter`, naming the 1-based position and what was expected there.
 */
export function parseFilter(text: string, dialect: Dialect): Filter {
  const stream = new TokenStream(text, 'invalidFilter');
  const root = parseExpression(stream, dialect);
  stream.expect('end', '"and", "or" or the end');
  return { root, coerceLiterals: dialect.coerceStrings };
}
