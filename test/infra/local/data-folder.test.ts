import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DataFolder } from '#infra/local/data-folder.ts';

let parent = '';

beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), 'rollcall-'));
});

afterEach(() => rmSync(parent, { recursive: true }));

test('is made, and belongs to one process at a time', () => {
  const folder = path.join(parent, 'new', 'data');
  const held = new DataFolder(folder);
  expect(() => new DataFolder(folder)).toThrow(`is in use by process ${process.pid}`);
  held.release();
  new DataFolder(folder).release();
});

test('is free again when the process that held it was killed', () => {
  const { pid } = spawnSync('true');
  writeFileSync(path.join(parent, 'lock'), String(pid));
  new DataFolder(parent).release();
});

test('that cannot be made is told in one line', () => {
  const file = path.join(parent, 'file');
  writeFileSync(file, '');
  expect(() => new DataFolder(path.join(file, 'data'))).toThrow(/^ROLLCALL_DATA=.*cannot be used/);
});
