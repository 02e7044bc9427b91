import { globSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type BuildOptions, buildSync } from 'esbuild';

const FUNCTIONS = path.resolve(import.meta.dirname, '../../functions');

/** Without these, a bundle is 190 KB smaller and its load costs a third less CPU. */
const ABSENT_SDK_PARTS = [
  '@aws-sdk/credential-provider-node',
  '@aws-sdk/dynamodb-codec',
  '@aws-sdk/middleware-endpoint-discovery',
  '@smithy/core/event-streams',
];

/** oidc-provider knows its models by the names of their classes, which minifying would take away. */
const NAMES_MATTER = ['oidc-provider'];

/**
 * How Lambdas are built; a name is that of a folder under functions/. Chosen by what a cold start costs
 * (`npm run bench`):
 *
 * - CommonJS, because `import` of Node's own HTTP modules loads all that they might need, `require` does not;
 * - the SDK's ES modules (`mainFields`), because of its CommonJS ones nothing can be shaken off;
 * - the SDK in the bundle rather than Lambda's, so that what was tested runs, and only what is used loads.
 */
export function bundleOptions(names: readonly string[]): BuildOptions & { write: false } {
  const absent = path.join(import.meta.dirname, 'absent-sdk-parts.ts');
  return {
    entryPoints: names.map((name) => ({
      in: path.join(FUNCTIONS, name, 'handler.ts'),
      out: path.join(name, 'index'),
    })),
    absWorkingDir: FUNCTIONS,
    outdir: '.',
    bundle: true,
    minify: true,
    keepNames: names.some((name) => NAMES_MATTER.includes(name)),
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    mainFields: ['module', 'main'],
    alias: Object.fromEntries(ABSENT_SDK_PARTS.map((name) => [name, absent])),
    sourcemap: 'external',
    legalComments: 'none',
    logLevel: 'warning',
    write: false,
  };
}

const built = new Set<string>();

/**
 * Where the bundle of one Lambda is. The first call for an output folder builds all Lambdas there, which takes
 * hardly longer than one: code into `bundles/<name>/index.js`, and into `source-maps/`, for whoever reads a stack
 * trace, what would be ballast in the function.
 *
 * @returns the folder to deploy.
 */
export function bundleFolder(name: string, outputFolder: string): string {
  const bundles = path.resolve(outputFolder, 'bundles');
  if (!built.has(bundles)) bundleAll(bundles, path.resolve(outputFolder, 'source-maps'));
  built.add(bundles);
  return path.join(bundles, name);
}

function bundleAll(bundles: string, sourceMaps: string): void {
  const names = globSync('*/handler.ts', { cwd: FUNCTIONS }).map(path.dirname);
  const together = [
    names.filter((name) => !NAMES_MATTER.includes(name)),
    names.filter((name) => NAMES_MATTER.includes(name)),
  ];
  const files = together.flatMap((some) => buildSync(bundleOptions(some)).outputFiles);
  for (const { path: file, contents } of files) {
    const output = path.relative(FUNCTIONS, file);
    const target = path.join(output.endsWith('.map') ? sourceMaps : bundles, output);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, contents);
  }
}
