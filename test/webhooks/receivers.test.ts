import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { freePort } from '#infra/local/free-port.ts';
import { payloadOf } from '#shared/webhooks/payload.ts';
import { newSigningKey, signatures } from '#shared/webhooks/signature.ts';
import { sampleEvent } from './support/sample-event.ts';

const EXAMPLES = path.resolve(import.meta.dirname, '../../docs/examples');

let child: ChildProcess | undefined;
afterEach(() => {
  child?.kill('SIGKILL');
});

test.each([
  ['receiver.mjs', process.execPath],
  ['receiver.py', 'python3'],
])('%s takes what is signed, once, and refuses all else', async (file, program) => {
  const [{ secret }, other, port] = [
    await newSigningKey('v1'),
    await newSigningKey('v1'),
    await freePort(),
  ];
  const env = { PATH: process.env['PATH'] ?? '', SECRET: secret, PORT: String(port) };
  child = spawn(program, [path.join(EXAMPLES, file)], { env });
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const failed = once(child, 'error').then(([error]) => Promise.reject(error));

  const send = async (secrets: string[], { age = 0, body = payloadOf(sampleEvent()) } = {}) => {
    const { id } = sampleEvent();
    const timestamp = Math.floor(Date.now() / 1_000) - age;
    const signed = { id, timestamp, body: payloadOf(sampleEvent()) };
    const headers = {
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': await signatures(secrets, signed),
    };
    return (await fetch(`http://127.0.0.1:${port}`, { method: 'POST', headers, body })).status;
  };
  const started = vi.waitFor(() => send([secret]), { timeout: 15_000 });
  expect(await Promise.race([started, failed])).toBe(204);
  expect(await send([other.secret, secret])).toBe(204);
  expect(await send([other.secret])).toBe(400);
  expect(await send([secret], { age: 400 })).toBe(400);
  expect(await send([secret], { body: '{}' })).toBe(400);
  await vi.waitFor(() => expect(output).toContain('user.created User'));
  expect(output.match(/user\.created/g)).toHaveLength(1);
});
