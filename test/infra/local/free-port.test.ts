import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { freePort } from '#infra/local/free-port.ts';

test('is the wanted one, unless somebody is there', async () => {
  const wanted = await freePort();
  expect(await freePort(wanted)).toBe(wanted);
  const holder = createServer().listen(wanted);
  await once(holder, 'listening');
  const other = await freePort(wanted);
  holder.close();
  expect(other).not.toBe(wanted);
  expect(other).toBeGreaterThan(0);
});

test('is any where the wanted one is no port', async () => {
  expect(await freePort(65_537)).toBeGreaterThan(0);
});
