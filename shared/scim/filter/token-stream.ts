import { DomainError } from '#shared/kernel/domain-error.ts';
import { type Token, tokenize } from '#shared/scim/filter/lexer.ts';
import { MAX_FILTER_DEPTH, MAX_FILTER_LENGTH, MAX_FILTER_NODES } from '#shared/scim/limits.ts';

/** Characters of the client's own text that an error repeats. */
const LONGEST_QUOTE = 40;

/** The tokens of one filter or path, read from left to right, with the limits they must keep. */
export class TokenStream {
  readonly #tokens: readonly Token[];
  readonly #subject: string;
  #code: 'invalidFilter' | 'invalidPath';
  #next = 0;
  #nodes = 0;

  /** @throws DomainError with the given code when the text is longer than {@link MAX_FILTER_LENGTH}. */
  constructor(source: string, code: 'invalidFilter' | 'invalidPath') {
    this.#code = code;
    this.#subject = code === 'invalidFilter' ? 'The filter' : 'The path';
    if (source.length > MAX_FILTER_LENGTH) {
      const detail = `${this.#subject} is longer than ${MAX_FILTER_LENGTH} characters.`;
      throw new DomainError(code, detail);
    }
    this.#tokens = tokenize(source);
  }

  peek(): Token {
    return this.#tokens[this.#next] ?? { kind: 'end', text: '', position: 0 };
  }

  take(): Token {
    const token = this.peek();
    this.#next += 1;
    return token;
  }

  /** The next token, when it is of this kind; else fails. */
  expect(kind: Token['kind'], expected: string): Token {
    return this.peek().kind === kind ? this.take() : this.fail(expected);
  }

  /** Reads a part whose errors are those of a filter, wherever it stands (RFC 7644 table 9). */
  withinFilter<T>(read: () => T): T {
    const outer = this.#code;
    this.#code = 'invalidFilter';
    const result = read();
    this.#code = outer;
    return result;
  }

  countNode(): void {
    this.#nodes += 1;
    if (this.#nodes > MAX_FILTER_NODES) {
      this.fail(`no more than ${MAX_FILTER_NODES} comparisons and logical operators`);
    }
  }

  checkDepth(depth: number): void {
    if (depth > MAX_FILTER_DEPTH) this.fail(`no more than ${MAX_FILTER_DEPTH} levels of nesting`);
  }

  fail(expected: string, token: Token = this.peek()): never {
    const found = token.kind === 'end' ? 'the end' : `"${token.text.slice(0, LONGEST_QUOTE)}"`;
    const where = `${this.#subject} is wrong at position ${token.position}`;
    throw new DomainError(this.#code, `${where}: expected ${expected}, found ${found}.`);
  }
}
