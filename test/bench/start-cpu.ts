import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type BuildOptions, build } from 'esbuild';
import { median } from './median.ts';

const LOADS = 21;

/** Prints CPU times, in ms, until the handler is there: from before its file is read, and from the process's start. */
const PROBE = `
  const before = process.cpuUsage();
  const file = process.argv[1];
  const milliseconds = ({ user, system }) => (user + system) / 1000;
  const ready = ({ handler }) => {
    const times = [milliseconds(process.cpuUsage(before)), milliseconds(process.cpuUsage())];
    if (typeof handler !== 'function') throw new Error('no handler in ' + file);
    process.stdout.write(JSON.stringify(times), () => process.exit());
  };
  file.endsWith('.mjs') ? import(file).then(ready) : ready(require(file));
`;

/** A way to build a function. */
export interface Build {
  readonly name: string;
  readonly options: BuildOptions;
  /** What it needs in its environment. */
  readonly environment: Readonly<Record<string, string>>;
}

export interface StartCpu {
  readonly name: string;
  /** Minified code without source map. */
  readonly kilobytes: number;
  /** Median of CPU time from load to ready, ms. */
  readonly loadCpu: number;
  /** The same from the start of Node on. */
  readonly startCpu: number;
}

/** Builds functions, and starts each many times: in turns, so that what else the machine does falls on all alike. */
export async function measureStarts(builds: readonly Build[]): Promise<StartCpu[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rollcall-bundle-'));
  try {
    const emitted = await Promise.all(builds.map((each, index) => emit(folder, index, each)));
    const times = builds.map((): [number, number][] => []);
    for (let load = 0; load < LOADS; load += 1) {
      for (const [index, { file, environment }] of emitted.entries()) {
        times[index]?.push(await start(file, environment));
      }
    }
    return emitted.map(({ name, kilobytes }, index) => ({
      name,
      kilobytes,
      loadCpu: median((times[index] ?? []).map(([load]) => load)),
      startCpu: median((times[index] ?? []).map(([, whole]) => whole)),
    }));
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function emit(folder: string, index: number, { name, options, environment }: Build) {
  const { outputFiles } = await build({ ...options, sourcemap: false, write: false });
  const code = outputFiles?.[0]?.contents;
  if (!code) throw new Error(`esbuild built nothing for ${name}.`);
  const file = path.join(folder, `${index}.${options.format === 'esm' ? 'mjs' : 'cjs'}`);
  await writeFile(file, code);
  return { name, file, environment, kilobytes: code.byteLength / 1000 };
}

async function start(file: string, env: Build['environment']): Promise<[number, number]> {
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', PROBE, file], { env });
  const [load, whole] = JSON.parse(stdout);
  return [load, whole];
}
