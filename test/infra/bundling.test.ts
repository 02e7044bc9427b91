import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { buildSync } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import { bundleFolder, bundleOptions } from '#infra/bundling/bundle-folder.ts';

const LAMBDA = {
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
};
const QUEUEING = {
  TABLE_NAME: 'test',
  STEADY_QUEUE_URL: 'https://sqs.example.com/1/steady',
  AILING_QUEUE_URL: 'https://sqs.example.com/1/ailing',
};
const FUNCTIONS = {
  'scim-api': { TABLE_NAME: 'test', ASYNC_QUEUE_URL: 'https://sqs.example.com/1/test' },
  'scim-async': { TABLE_NAME: 'test' },
  'sign-in': { TABLE_NAME: 'test', SECRETS_KEY_ARN: 'test' },
  'token-endpoint': { TABLE_NAME: 'test' },
  admin: { ...QUEUEING, SECRETS_KEY_ARN: 'test' },
  relay: { TABLE_NAME: 'test', EVENT_BUS_NAME: 'test' },
  reconciler: { TABLE_NAME: 'test', EVENT_BUS_NAME: 'test' },
  'roll-forward': { TABLE_NAME: 'test' },
  'domain-check': { TABLE_NAME: 'test' },
  canary: { TABLE_NAME: 'test' },
  'webhook-dispatch': QUEUEING,
  'webhook-delivery': { ...QUEUEING, SECRETS_KEY_ARN: 'test' },
  'webhook-sweep': QUEUEING,
  'lifecycle-rules': QUEUEING,
  'lifecycle-sweep': { TABLE_NAME: 'test', STEPS_QUEUE_URL: 'test' },
  'lifecycle-step': { TABLE_NAME: 'test', STEPS_QUEUE_URL: 'test' },
  offboarding: { TABLE_NAME: 'test', OFFBOARDING_QUEUE_URL: 'http://q', SIGNING_KEY_ARNS: 'one' },
  'oidc-provider': { TABLE_NAME: 'test', SIGNING_KEY_ARNS: 'one,two' },
};
const names = Object.keys(FUNCTIONS);

/** For a bundle of which only its parts are looked at: neither small nor to be traced back. */
const UNFINISHED = { minify: false, sourcemap: false } as const;

const outputFolder = mkdtempSync(path.join(tmpdir(), 'rollcall-bundles-'));
afterAll(() => rmSync(outputFolder, { recursive: true }));

/** Loads a bundle as Lambda would, with nothing but its own folder and environment, and tells what it exports. */
async function load(name: string, env: Record<string, string>): Promise<string> {
  const file = path.join(bundleFolder(name, outputFolder), 'index.js');
  const script = 'console.log(typeof require(process.argv[1]).handler)';
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', script, file], { env });
  return stdout.trim();
}

describe('a bundle', () => {
  it('is made of every function that there is', () => {
    const bundles = path.dirname(bundleFolder('scim-api', outputFolder));
    expect(readdirSync(bundles).toSorted()).toEqual(names.toSorted());
  });

  it.each(Object.entries(FUNCTIONS))('starts on its own: %s', async (name, environment) => {
    expect(await load(name, { ...LAMBDA, ...environment })).toBe('function');
  });

  it('does not start without its environment, and names all of it', async () => {
    await expect(load('scim-api', {})).rejects.toThrow(
      /AWS_REGION is not set; AWS_ACCESS_KEY_ID is not set; .*TABLE_NAME is not set/,
    );
    const empty = { ...LAMBDA, EVENT_BUS_NAME: '' };
    await expect(load('relay', empty)).rejects.toThrow('EVENT_BUS_NAME is empty');
  });

  it('of the SCIM API is small', () => {
    const code = readFileSync(path.join(bundleFolder('scim-api', outputFolder), 'index.js'));
    expect(code.byteLength).toBeLessThan(350_000);
  });

  it('of the OpenID provider knows its classes by their names, as it has to', () => {
    const code = readFileSync(path.join(bundleFolder('oidc-provider', outputFolder), 'index.js'));
    expect(code.toString()).toMatch(/"AuthorizationCode"/);
    expect(code.byteLength).toBeLessThan(1_200_000);
  });

  it.each(names)('is code alone; the source map lies elsewhere: %s', (name) => {
    expect(readdirSync(bundleFolder(name, outputFolder))).toEqual(['index.js']);
    expect(existsSync(path.join(outputFolder, 'source-maps', name, 'index.js.map'))).toBe(true);
  });

  it('has nothing of the SDK that looks for credentials', () => {
    const { metafile } = buildSync({ ...bundleOptions(names), ...UNFINISHED, metafile: true });
    const inputs = Object.keys(metafile?.inputs ?? {}).join('\n');
    expect(inputs).toContain('@aws-sdk/client-dynamodb');
    expect(inputs).not.toMatch(/credential-provider|nested-clients|token-providers|event-streams/);
  });
});
