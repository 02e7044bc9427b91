/** A piece of a filter or path. A word is an attribute, an operator, or an unquoted literal. */
export interface Token {
  readonly kind: 'word' | 'string' | '(' | ')' | '[' | ']' | 'end' | 'unterminated';
  /** As written; without its quotes when it is a string. */
  readonly text: string;
  /** 1-based offset of its first character. */
  readonly position: number;
}

const SPACE = ' \t\r\n';
const BRACKETS = '()[]';

/** Cuts a filter into tokens: one pass, each character looked at once. The last token is `end`. */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < source.length) {
    const character = source.charAt(at);
    if (SPACE.includes(character)) {
      at += 1;
      continue;
    }
    const token = character === '"' ? stringAt(source, at) : plainAt(source, at);
    tokens.push(token);
    at += token.text.length + (token.kind === 'string' ? 2 : 0);
  }
  tokens.push({ kind: 'end', text: '', position: source.length + 1 });
  return tokens;
}

function plainAt(source: string, start: number): Token {
  const first = source.charAt(start);
  const position = start + 1;
  if (first === '(' || first === ')' || first === '[' || first === ']') {
    return { kind: first, text: first, position };
  }
  let end = start + 1;
  while (end < source.length && !endsWord(source.charAt(end))) end += 1;
  return { kind: 'word', text: source.slice(start, end), position };
}

function endsWord(character: string): boolean {
  return character === '"' || SPACE.includes(character) || BRACKETS.includes(character);
}

function stringAt(source: string, start: number): Token {
  const position = start + 1;
  for (let end = start + 1; end < source.length; end += 1) {
    const character = source.charAt(end);
    if (character === '\\') end += 1;
    else if (character === '"') {
      return { kind: 'string', text: source.slice(start + 1, end), position };
    }
  }
  return { kind: 'unterminated', text: source.slice(start), position };
}
