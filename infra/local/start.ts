/** `npm start`: runs Rollcall on this machine until it is told to end, or a part of it ends by itself. */
import process from 'node:process';
import type { Lifetime } from './bring-up.ts';
import { StartError } from './start-error.ts';
import { HELP, parseStartOptions, type StartOptions } from './start-options.ts';
import { Terminal } from './terminal.ts';

/** A part that does not want to end is left to the end of the process. */
const END_PATIENCE_MILLISECONDS = 8_000;

/** Ctrl-C reaches us from the terminal and again from npm; a second one by hand comes later. */
const SAME_SIGNAL_MILLISECONDS = 1_000;

const SHELL_WATCH_MILLISECONDS = 1_000;

interface Ending {
  readonly exitCode: number;
  readonly line?: string;
}

async function run(options: StartOptions, terminal: Terminal): Promise<Ending> {
  const ending = Promise.withResolvers<Ending>();
  const stop = new AbortController();
  const ends: (() => unknown)[] = [];
  const lifetime: Lifetime = {
    signal: stop.signal,
    onEnd: (end) => ends.unshift(end),
    fail: (line) => ending.resolve({ exitCode: 1, line }),
  };
  endOnSignals(() => ending.resolve({ exitCode: 0 }));
  endWithShell(lifetime.fail);
  process.on('uncaughtException', (error) => lifetime.fail(`Unforeseen: ${error.stack}`));
  terminal.line('Starting Rollcall');
  // Loading it takes most of a second, in which signals must not be lost.
  import('./bring-up.ts')
    .then(({ bringUp }) => bringUp(options, terminal, lifetime))
    .catch((error: unknown) => lifetime.fail(lineOf(error)));
  const result = await ending.promise;
  if (result.line !== undefined) terminal.failure(result.line);
  stop.abort();
  setTimeout(() => process.exit(result.exitCode), END_PATIENCE_MILLISECONDS).unref();
  for (let end = ends.shift(); end; end = ends.shift()) {
    try {
      await end();
    } catch (error) {
      terminal.detail(`While ending: ${String(error)}`);
    }
  }
  return result;
}

function endOnSignals(end: () => void): void {
  let endedAt: number | undefined;
  const endOrQuit = () => {
    if (endedAt !== undefined && performance.now() - endedAt > SAME_SIGNAL_MILLISECONDS)
      process.exit(130);
    endedAt ??= performance.now();
    end();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, endOrQuit);
}

/** npm runs this in a shell; without it nobody is left who could tell us to end. */
function endWithShell(fail: Lifetime['fail']): void {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const shell = process.ppid;
  setInterval(() => {
    if (process.ppid !== shell) fail('The shell around Rollcall has ended, and so does Rollcall.');
  }, SHELL_WATCH_MILLISECONDS).unref();
}

function lineOf(error: unknown): string {
  if (error instanceof StartError) return error.message;
  return `Rollcall could not start: ${error instanceof Error ? error.stack : String(error)}`;
}

async function main(): Promise<number> {
  try {
    const options = parseStartOptions(process.argv.slice(2), process.env);
    const terminal = new Terminal(options.verbose);
    if (!options.help) return (await run(options, terminal)).exitCode;
    terminal.line(HELP);
    return 0;
  } catch (error) {
    console.error(lineOf(error));
    return 1;
  }
}

process.exit(await main());
