import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from './support/cli-world.ts';

const example = new URL('../../../docs/examples/offboarding-receipt.json', import.meta.url);
const JWKS = 'docs/examples/offboarding-jwks.json';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rollcall-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function verify(change: (text: string) => string, jwks = JWKS) {
  const file = join(folder, 'receipt.json');
  await writeFile(file, change(await readFile(example, 'utf8')));
  return await run(`offboarding verify --file ${file} --jwks ${jwks}`);
}

describe('a receipt, verified without anybody', () => {
  test('holds as it was printed, however it is spaced and sorted', async () => {
    const respaced = await verify((text) => JSON.stringify(JSON.parse(text)));
    expect(respaced).toMatchObject({ code: 0, err: '' });
    expect(respaced.out).toContain('Holds: user.deactivated');
    const resorted = await verify((text) => {
      const { receipts } = JSON.parse(text);
      const [{ receipt, jws }] = receipts;
      const reversed = Object.fromEntries(Object.entries(receipt).reverse());
      return JSON.stringify({ receipts: [{ jws, receipt: reversed }] });
    });
    expect(resorted.code).toBe(0);
  });

  test.each([
    ['an app that never acknowledged', '"name": "Wiki"', '"name": "Wika"'],
    ['another time', '09:00:00.412Z', '09:00:00.413Z'],
    ['a state', '"state": "closed"', '"state": "open"'],
    ['a member that was not there', '"omitted": 0', '"omitted": 0, "note": "x"'],
    ['another signature', '"jws": "eyJ', '"jws": "eyK'],
  ])('does not hold with %s', async (_what, from, to) => {
    const { code, out, err } = await verify((text) => {
      expect(text).toContain(from);
      return text.replace(from, to);
    });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('This receipt does not hold');
    expect(err).toContain('It is the receipt 019cad3e-d0c1');
  });

  test('does not hold with the keys of somebody else', async () => {
    const { keys } = JSON.parse(
      await readFile(new URL(`../../../${JWKS}`, import.meta.url), 'utf8'),
    );
    const jwks = join(folder, 'jwks.json');
    await writeFile(jwks, JSON.stringify({ keys: [{ ...keys[0], kid: 'another' }] }));
    const { code, err } = await verify((text) => text, jwks);
    expect(code).toBe(1);
    expect(err).toContain('none of these keys signed it');
  });
});
