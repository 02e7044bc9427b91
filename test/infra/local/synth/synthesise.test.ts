import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { synthesise } from '#infra/local/synth/synthesise.ts';

let root = '';

/** Counts its runs, and writes down what it was given. */
const APP = `
const fs = require('node:fs');
const out = process.env.CDK_OUTDIR;
fs.mkdirSync(out, { recursive: true });
fs.appendFileSync('runs', 'x');
fs.writeFileSync(out + '/manifest.json', process.env.CDK_CONTEXT_JSON);
if (fs.existsSync('fail')) { console.error('AwsSolutions-X: no'); process.exit(1); }
`;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'rollcall-'));
  for (const folder of ['functions/scim-api', 'infra/local', 'shared']) {
    mkdirSync(path.join(root, folder), { recursive: true });
  }
  write('app.cjs', APP);
  write('cdk.json', JSON.stringify({ app: `"${process.execPath}" app.cjs`, context: { mine: 1 } }));
  write('package-lock.json', '{}');
  write('tsconfig.json', '{}');
  write('functions/scim-api/handler.ts', 'one');
});

afterEach(() => rmSync(root, { recursive: true }));

function write(file: string, content: string): void {
  writeFileSync(path.join(root, file), content);
}

async function runs(): Promise<number> {
  await synthesise(root, new AbortController().signal);
  return readFileSync(path.join(root, 'runs'), 'utf8').length;
}

test('runs the app with the context of cdk.json', async () => {
  await runs();
  const context = JSON.parse(readFileSync(path.join(root, 'cdk.out/manifest.json'), 'utf8'));
  expect(context).toMatchObject({ mine: 1, 'aws:cdk:enable-path-metadata': true });
});

test('runs it again only when a source has changed, or somebody else has synthesised', async () => {
  expect([await runs(), await runs()]).toEqual([1, 1]);
  write('infra/local/start.ts', 'runs what was synthesised');
  expect(await runs()).toBe(1);
  write('functions/scim-api/handler.ts', 'two');
  expect(await runs()).toBe(2);
  write('shared/new.ts', '');
  expect(await runs()).toBe(3);
  write('cdk.out/manifest.json', 'of somebody else');
  expect([await runs(), await runs()]).toEqual([4, 4]);
});

test('tells what the app says when it fails, and tries again the next time', async () => {
  write('fail', '');
  await expect(runs()).rejects.toThrow(/npm run synth tells the same:\nAwsSolutions-X: no/);
  rmSync(path.join(root, 'fail'));
  expect(await runs()).toBe(2);
});
