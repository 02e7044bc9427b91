import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type BuildOptions, buildSync } from 'esbuild';

const ROOT = path.resolve(import.meta.dirname, '..');

/** How one Lambda is built; `functionName` is its folder under functions/. */
export function bundleOptions(functionName: string): BuildOptions & { write: false } {
  return {
    entryPoints: [path.join(ROOT, 'functions', functionName, 'handler.ts')],
    outfile: 'index.js',
    absWorkingDir: ROOT,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    sourcemap: 'external',
    legalComments: 'none',
    logLevel: 'warning',
    write: false,
  };
}

/**
 * Builds one Lambda into `<outputFolder>/bundles/<functionName>/index.js`; its source map goes to
 * `<outputFolder>/source-maps/`, as it would only make the function larger.
 *
 * @returns the folder to deploy.
 */
export function bundleFunction(functionName: string, outputFolder: string): string {
  const bundle = path.resolve(outputFolder, 'bundles', functionName);
  const sourceMaps = path.resolve(outputFolder, 'source-maps');
  mkdirSync(bundle, { recursive: true });
  mkdirSync(sourceMaps, { recursive: true });
  for (const file of buildSync(bundleOptions(functionName)).outputFiles) {
    const target = file.path.endsWith('.map')
      ? path.join(sourceMaps, `${functionName}.js.map`)
      : path.join(bundle, 'index.js');
    writeFileSync(target, file.contents);
  }
  return bundle;
}
