import { type AttributeReference, parseReference } from '#shared/scim/attribute-reference.ts';
import type { Dialect } from '#shared/scim/dialect.ts';
import {
  type Comparison,
  compareOperators,
  type FilterNode,
  type Present,
} from '#shared/scim/filter/filter.ts';
import type { Token } from '#shared/scim/filter/lexer.ts';
import { parseLiteral } from '#shared/scim/filter/parse-literal.ts';
import type { TokenStream } from '#shared/scim/filter/token-stream.ts';

interface Context {
  readonly stream: TokenStream;
  readonly dialect: Dialect;
  /** Inside `emails[…]`, where a further value path has nothing to select from. */
  readonly inValuePath: boolean;
}

/** Reads FILTER of RFC 7644 figure 1: `not` binds tighter than `and`, `and` than `or`. */
export function parseExpression(stream: TokenStream, dialect: Dialect): FilterNode {
  return parseOr({ stream, dialect, inValuePath: false }, 0);
}

/** Reads what stands between the brackets of a value path, the closing one left to the caller. */
export function parseValueFilter(stream: TokenStream, dialect: Dialect, depth = 0): FilterNode {
  return parseOr({ stream, dialect, inValuePath: true }, depth);
}

function parseOr(context: Context, depth: number): FilterNode {
  context.stream.checkDepth(depth);
  return parseChain(context, 'or', () =>
    parseChain(context, 'and', () => parseTerm(context, depth)),
  );
}

function parseChain(
  { stream }: Context,
  kind: 'and' | 'or',
  parseOperand: () => FilterNode,
): FilterNode {
  const first = parseOperand();
  const operands = [first];
  while (isWord(stream.peek(), kind)) {
    stream.take();
    stream.countNode();
    operands.push(parseOperand());
  }
  return operands.length === 1 ? first : { kind, operands };
}

function parseTerm(context: Context, depth: number): FilterNode {
  const { stream } = context;
  if (stream.peek().kind === '(') return parseGroup(context, depth);
  const word = stream.expect('word', 'an attribute, "not (" or "("');
  if (isWord(word, 'not') && stream.peek().kind === '(') {
    stream.countNode();
    return { kind: 'not', operand: parseGroup(context, depth) };
  }
  const attribute = parseReference(word.text);
  if (!attribute) return stream.fail('the name of an attribute', word);
  if (stream.peek().kind === '[') return parseValuePath(context, attribute, word.position, depth);
  return parseComparison(context, attribute, word.position);
}

function parseGroup(context: Context, depth: number): FilterNode {
  context.stream.expect('(', '"("');
  const inner = parseOr(context, depth + 1);
  context.stream.expect(')', '"and", "or" or ")"');
  return inner;
}

function parseValuePath(
  context: Context,
  attribute: AttributeReference,
  position: number,
  depth: number,
): FilterNode {
  const { stream, dialect } = context;
  if (context.inValuePath) return stream.fail('an operator, as value paths do not nest');
  stream.take();
  stream.countNode();
  const filter = parseValueFilter(stream, dialect, depth + 1);
  const bracket = stream.expect(']', '"and", "or" or "]"');
  const sub = parseSubAttribute(stream, bracket);
  if (!sub) return { kind: 'valuePath', attribute, position, filter };
  const comparison = parseComparison(context, sub, bracket.position + 1);
  const operands = filter.kind === 'and' ? filter.operands : [filter];
  const whole: FilterNode = { kind: 'and', operands: [...operands, comparison] };
  return { kind: 'valuePath', attribute, position, filter: whole };
}

/** Reads `.value` where it follows the closing bracket of a value path immediately. */
export function parseSubAttribute(
  stream: TokenStream,
  bracket: Token,
): AttributeReference | undefined {
  const token = stream.peek();
  if (token.kind !== 'word' || !token.text.startsWith('.')) return undefined;
  if (token.position !== bracket.position + 1) return undefined;
  const reference = parseReference(token.text.slice(1));
  const plain = reference && reference.urn === undefined && reference.subAttribute === undefined;
  if (!plain) return stream.fail('"." and the name of a sub-attribute');
  stream.take();
  return reference;
}

function parseComparison(
  { stream, dialect }: Context,
  attribute: AttributeReference,
  position: number,
): Comparison | Present {
  stream.countNode();
  const word = stream.expect('word', `an operator after "${attribute.text.slice(0, 100)}"`);
  const name = word.text.toLowerCase();
  if (name === 'pr') return { kind: 'present', attribute, position };
  const operator = compareOperators.find((known) => known === name);
  if (!operator) {
    return stream.fail(`an operator (${compareOperators.join(', ')} or pr)`, word);
  }
  return { kind: 'compare', attribute, operator, literal: parseLiteral(stream, dialect), position };
}

function isWord(token: Token, text: string): boolean {
  return token.kind === 'word' && token.text.toLowerCase() === text;
}
