import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCliWorld } from './support/cli-world.ts';

const main = new URL('../../../functions/cli/main.ts', import.meta.url).pathname;

let world: Awaited<ReturnType<typeof createCliWorld>>;
beforeAll(async () => {
  world = await createCliWorld();
});
afterAll(() => world.close());

async function program(...argv: string[]) {
  const child = spawn(process.execPath, [main, ...argv], {
    env: { ROLLCALL_ADMIN_URL: world.adminUrl, ROLLCALL_ADMIN_TOKEN: world.token },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code, out, err };
}

describe('the program', () => {
  test('does as it is told, and prints JSON alone', async () => {
    const { code, out, err } = await program('tenant', 'create', 'acme', '--json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(out)).toMatchObject({ name: 'acme' });
  });

  test('ends with 1 when it is refused', async () => {
    const { code, out, err } = await program('tenant', 'create', 'acme');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toBe('rollcall: The tenant acme exists already.\nRequest id: request-1\n');
  });

  test('ends with 2 when it is called wrongly', async () => {
    expect(await program('tenant')).toMatchObject({ code: 2, out: '' });
  });
});
