import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** All that the CDK app and the bundles are made of. */
const SOURCES = ['cdk.json', 'package-lock.json', 'tsconfig.json', 'functions', 'infra', 'shared'];

/** This folder runs what was synthesised; it is no part of it. */
const NOT_SYNTHESISED = path.join('infra', 'local') + path.sep;

/** Changes when anything changes that synthesis reads. */
export function sourceFingerprint(root: string): string {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap((source) => filesOf(root, source)).sort()) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(root, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesOf(root: string, source: string): string[] {
  if (path.extname(source) !== '') return [source];
  return readdirSync(path.join(root, source), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .filter((file) => !file.startsWith(NOT_SYNTHESISED));
}
