import path from 'node:path';
import { parseArgs } from 'node:util';
import { StartError } from './start-error.ts';

/** The root of this project. */
export const PROJECT = path.resolve(import.meta.dirname, '..', '..');

const DEFAULT_PORT = 8787;
const MOST_TIME_SCALE = 100_000;

export const HELP = `Runs Rollcall on this machine: what the CDK app synthesises, with a stand-in for each AWS service.

  npm start                 run until Ctrl-C
  npm start -- --events     also print one line for every event on the bus
  npm start -- --verbose    also print every request, and all that the functions write
  npm start -- --help       print this

Environment:
  PORT            port of the HTTP API (${DEFAULT_PORT})
  ROLLCALL_DATA   folder to keep the data in; without it, data lives in memory and ends with the process
  ROLLCALL_LOCAL  folder for local.json (.rollcall), to run a second Rollcall beside the first
  ROLLCALL_TIME_SCALE  how much faster than time the waits between attempts at a webhook pass (1)
  JAVA_HOME       the Java to run DynamoDB Local with (17 or newer), if not the one on the PATH

URLs and tokens are written to .rollcall/local.json, for scripts.`;

export interface StartOptions {
  readonly help: boolean;
  readonly events: boolean;
  readonly verbose: boolean;
  readonly port: number;
  readonly dataFolder: string | undefined;
  /** Where local.json goes. */
  readonly localFolder: string;
  /** Seconds of waiting between attempts at a webhook that pass in one. */
  readonly timeScale: number;
}

interface StartEnvironment {
  readonly PORT?: string;
  readonly ROLLCALL_DATA?: string;
  readonly ROLLCALL_LOCAL?: string;
  readonly ROLLCALL_TIME_SCALE?: string;
}

/** @throws StartError for what nobody understands. */
export function parseStartOptions(
  args: readonly string[],
  { PORT, ROLLCALL_DATA, ROLLCALL_LOCAL, ROLLCALL_TIME_SCALE }: StartEnvironment,
): StartOptions {
  const flag = { type: 'boolean', default: false } as const;
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { help: { ...flag, short: 'h' }, events: flag, verbose: flag },
    });
    return {
      ...values,
      port: parsePort(PORT),
      dataFolder: ROLLCALL_DATA || undefined,
      localFolder: path.resolve(PROJECT, ROLLCALL_LOCAL || '.rollcall'),
      timeScale: parseTimeScale(ROLLCALL_TIME_SCALE || '1'),
    };
  } catch (error) {
    if (error instanceof StartError || !(error instanceof Error)) throw error;
    throw new StartError(`${error.message.split('. ')[0]}. See npm start -- --help`);
  }
}

function parsePort(text = String(DEFAULT_PORT)): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new StartError(`PORT=${text} is no port: it must be a number up to 65535.`);
}

function parseTimeScale(text: string): number {
  const scale = Number(text);
  if (/^\d+$/.test(text) && scale >= 1 && scale <= MOST_TIME_SCALE) return scale;
  throw new StartError(
    `ROLLCALL_TIME_SCALE=${text} is no scale: it must be a whole number from 1 to ${MOST_TIME_SCALE}.`,
  );
}
