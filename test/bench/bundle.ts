import type { BuildOptions } from 'esbuild';
import { bundleOptions } from '#infra/bundling/bundle-folder.ts';
import { type Build, measureStarts, type StartCpu } from './start-cpu.ts';

const AWS = {
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  TABLE_NAME: 'bench',
};
const SCIM = { ...AWS, ASYNC_QUEUE_URL: 'https://sqs.example.com/1/bench' };
const SIGN_IN = { ...AWS, SECRETS_KEY_ARN: 'bench', SIGNING_KEY_ARNS: 'one,two' };

/** The SCIM Lambda as it is deployed, beside the same handler as one plain ESM bundle. */
export function benchBundle(): Promise<StartCpu[]> {
  return measureStarts([
    deployed('scim-api', SCIM),
    { name: 'plain ESM', options: plainEsm('scim-api'), environment: SCIM },
  ]);
}

/** The Lambdas that somebody waits for as they are deployed, beside one that does nothing, the first. */
export function benchLambdas(): Promise<StartCpu[]> {
  const empty: Build = {
    name: 'one that does nothing',
    options: { ...bundleOptions([]), entryPoints: [`${import.meta.dirname}/empty-handler.ts`] },
    environment: {},
  };
  return measureStarts([
    empty,
    deployed('scim-api', SCIM),
    deployed('sign-in', SIGN_IN),
    deployed('oidc-provider', SIGN_IN),
  ]);
}

function deployed(name: string, environment: Build['environment']): Build {
  return { name, options: bundleOptions([name]), environment };
}

/** esbuild's own defaults; the banner lets the SDK's CommonJS modules `require` what Node provides. */
function plainEsm(name: string): BuildOptions {
  const { entryPoints = [] } = bundleOptions([name]);
  return {
    entryPoints,
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
