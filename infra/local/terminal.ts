import { stderr, stdout } from 'node:process';
import * as z from 'zod';

const logLine = z.object({ level: z.string() });

const NOTEWORTHY = new Set(['WARN', 'WARNING', 'ERROR', 'FATAL']);

/** Everything that `npm start` says. */
export class Terminal {
  readonly #verbose: boolean;
  readonly #startedAt = performance.now();

  constructor(verbose: boolean) {
    this.#verbose = verbose;
    stdout.on('error', () => {}); // nobody reads any more, as after `| head`
  }

  line(text = ''): void {
    stdout.write(`${text}\n`);
  }

  /** Why it ends, for whom standard output is something else. */
  failure(text: string): void {
    stderr.write(`${text}\n`);
  }

  /** A step on the way up, with the time since the start. */
  step(text: string): void {
    const seconds = ((performance.now() - this.#startedAt) / 1_000).toFixed(1);
    this.line(`  ${seconds.padStart(5)} s  ${text}`);
  }

  detail(text: string): void {
    if (this.#verbose) this.line(text);
  }

  readonly warn = (text: string): void => {
    this.line(`warning: ${text}`);
  };

  /** What a function wrote: warnings and errors, and with `--verbose` everything. */
  readonly functionLog = (title: string, stream: 'stdout' | 'stderr', text: string): void => {
    if (this.#verbose || stream === 'stderr' || isNoteworthy(text)) this.line(`[${title}] ${text}`);
  };
}

function isNoteworthy(text: string): boolean {
  if (!text.startsWith('{')) return false;
  try {
    const parsed = logLine.safeParse(JSON.parse(text));
    return parsed.success && NOTEWORTHY.has(parsed.data.level.toUpperCase());
  } catch {
    return false;
  }
}
