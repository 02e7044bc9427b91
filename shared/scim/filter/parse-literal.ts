import type { Dialect } from '#shared/scim/dialect.ts';
import type { Literal } from '#shared/scim/filter/filter.ts';
import type { Token } from '#shared/scim/filter/lexer.ts';
import type { TokenStream } from '#shared/scim/filter/token-stream.ts';

const KEYWORDS = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/** A number as JSON writes it (RFC 8259 section 6). */
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Reads compValue of RFC 7644 figure 1: a JSON string, number, true, false or null. */
export function parseLiteral(stream: TokenStream, { bareFilterValues }: Dialect): Literal {
  const token = stream.peek();
  const literal = literalOf(token);
  if (literal) {
    stream.take();
    return literal;
  }
  if (!bareFilterValues || token.kind !== 'word') {
    return stream.fail('a value: a string in double quotes, a number, true, false or null');
  }
  stream.take();
  return { value: token.text, text: token.text };
}

function literalOf({ kind, text }: Token): Literal | undefined {
  if (kind === 'string') {
    const value = decode(text);
    return value === undefined ? undefined : { value, text: value };
  }
  if (kind !== 'word') return undefined;
  const keyword = KEYWORDS.get(text);
  if (keyword !== undefined) return { value: keyword, text };
  const number = NUMBER.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(number) ? { value: number, text } : undefined;
}

function decode(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(`"${text}"`);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
