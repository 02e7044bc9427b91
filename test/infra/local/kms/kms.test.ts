import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createSecretBox } from '#functions/adapters/kms/secret-box.ts';
import { Kms } from '#infra/local/kms/kms.ts';
import { openKmsKeys } from '#infra/local/kms/kms-keys.ts';
import type { SecretOwner } from '#shared/kernel/secret-box.ts';

const ARN = 'arn:aws:kms:us-east-1:000000000000:key/secrets';
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const ada = { tenantId: 'acme', kind: 'webhook', id: 'one' } as const;
const started: Kms[] = [];
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'rollcall-kms-'));
});
afterEach(async () => {
  for (const kms of started.splice(0)) await kms.stop();
});
afterAll(() => rmSync(folder, { recursive: true }));

async function start(dataFolder?: string) {
  const kms = new Kms(await openKmsKeys(new Set([ARN]), dataFolder));
  started.push(kms);
  return { endpoint: await kms.listen(), region: 'us-east-1', credentials };
}

const clock = { offset: 0, now: () => Date.now() + clock.offset };

test('opens what it sealed, for the same owner alone', async () => {
  const box = createSecretBox(await start(), ARN, clock);
  const sealed = await box.seal(ada, 'whsec_secret');
  expect(Buffer.from(sealed, 'base64').toString('latin1')).not.toContain('whsec');
  expect(await box.open(ada, sealed)).toBe('whsec_secret');
  const others: SecretOwner[] = [
    { ...ada, tenantId: 'globex' },
    { ...ada, id: 'two' },
    { ...ada, kind: 'connection' },
  ];
  for (const other of others) {
    await expect(box.open(other, sealed)).rejects.toThrow('encryption context');
  }
});

test('keeps its keys with the data, for this user alone', async () => {
  const sealed = await createSecretBox(await start(folder), ARN, clock).seal(ada, 'secret');
  const box = createSecretBox(await start(folder), ARN, clock);
  expect(await box.open(ada, sealed)).toBe('secret');
  expect(statSync(path.join(folder, 'kms.json')).mode & 0o777).toBe(0o600);
  const elsewhere = createSecretBox(await start(), ARN, clock);
  await expect(elsewhere.open(ada, sealed)).rejects.toThrow('encryption context');
});

test('is asked once in five minutes for a secret', async () => {
  const box = createSecretBox(await start(), ARN, clock);
  const sealed = await box.seal(ada, 'secret');
  await box.open(ada, sealed);
  await started[0]?.stop();
  expect(await box.open(ada, sealed)).toBe('secret');
  clock.offset = 301_000;
  await expect(box.open(ada, sealed)).rejects.toThrow();
});

test('knows neither other keys nor other operations', async () => {
  const options = await start();
  const box = createSecretBox(options, `${ARN}-other`, clock);
  await expect(box.seal(ada, 'secret')).rejects.toThrow(/does not exist/);
  const client = new KMSClient(options);
  const call = client.send(new GenerateDataKeyCommand({ KeyId: ARN, KeySpec: 'AES_256' }));
  await expect(call).rejects.toThrow(/no stand-in/);
});
