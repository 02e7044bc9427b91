import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type BuildOptions, build } from 'esbuild';
import { bundleOptions } from '#infra/bundling/bundle-folder.ts';
import { median } from './median.ts';

const FUNCTION = 'scim-api';
const LOADS = 21;

/** Prints the CPU time, in ms, from before the bundle is read until its handler is there. */
const PROBE = `
  const before = process.cpuUsage();
  const file = process.argv[1];
  const ready = ({ handler }) => {
    const { user, system } = process.cpuUsage(before);
    if (typeof handler !== 'function') throw new Error('no handler in ' + file);
    process.stdout.write(String((user + system) / 1000), () => process.exit());
  };
  file.endsWith('.mjs') ? import(file).then(ready) : ready(require(file));
`;

const ENVIRONMENT = {
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  TABLE_NAME: 'bench',
  ASYNC_QUEUE_URL: 'https://sqs.example.com/1/bench',
};

export interface BundleResult {
  build: string;
  /** Minified code without source map. */
  kilobytes: number;
  /** Median of CPU time from load to ready, ms. */
  loadCpu: number;
}

/** The SCIM Lambda as it is deployed, beside the same handler as one plain ESM bundle. */
export async function benchBundle(): Promise<BundleResult[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rollcall-bundle-'));
  try {
    const variants = [
      { build: 'as deployed', file: await emit(folder, 'deployed.cjs', bundleOptions([FUNCTION])) },
      { build: 'plain ESM', file: await emit(folder, 'plain.mjs', plainEsm()) },
    ];
    const loads = variants.map((): number[] => []);
    // Taken in turns, so that whatever else the machine does falls on both alike.
    for (let load = 0; load < LOADS; load += 1) {
      for (const [index, { file }] of variants.entries()) {
        loads[index]?.push(await loadCpu(file.path));
      }
    }
    return variants.map(({ build, file }, index) => ({
      build,
      kilobytes: file.bytes / 1000,
      loadCpu: median(loads[index] ?? []),
    }));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** esbuild's own defaults; the banner lets the SDK's CommonJS modules `require` what Node provides. */
function plainEsm(): BuildOptions {
  return {
    ...entryOf(bundleOptions([FUNCTION])),
    outdir: '.',
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  };
}

function entryOf({ entryPoints = [] }: BuildOptions): BuildOptions {
  return { entryPoints };
}

async function emit(folder: string, name: string, options: BuildOptions) {
  const { outputFiles } = await build({ ...options, sourcemap: false, write: false });
  const code = outputFiles?.[0]?.contents;
  if (!code) throw new Error(`esbuild built nothing for ${name}.`);
  const file = path.join(folder, name);
  await writeFile(file, code);
  return { path: file, bytes: code.byteLength };
}

async function loadCpu(file: string): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', PROBE, file], {
    env: ENVIRONMENT,
  });
  return Number(stdout);
}

if (import.meta.main) {
  const results = await benchBundle();
  const plain = results.find(({ build }) => build === 'plain ESM');
  console.table(
    results.map(({ build, kilobytes, loadCpu }) => ({
      'SCIM Lambda': build,
      'size, KB': Math.round(kilobytes),
      'load CPU, ms': Math.round(loadCpu),
      'of plain ESM': `${(loadCpu / (plain?.loadCpu ?? Number.NaN)).toFixed(2)}x`,
    })),
  );
}
