import { createPublicKey, verify } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  EncryptCommand,
  GenerateDataKeyCommand,
  GetPublicKeyCommand,
  KMSClient,
  SignCommand,
} from '@aws-sdk/client-kms';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createSecretBox } from '#functions/adapters/kms/secret-box.ts';
import { createSigningKeys } from '#functions/adapters/kms/signing-keys.ts';
import { Kms } from '#infra/local/kms/kms.ts';
import { openKmsKeys } from '#infra/local/kms/kms-keys.ts';
import type { SecretOwner } from '#shared/kernel/secret-box.ts';

const ARN = 'arn:aws:kms:us-east-1:000000000000:key/secrets';
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const ada = { tenantId: 'acme', kind: 'webhook', id: 'one' } as const;
const SIGNING = 'arn:aws:kms:us-east-1:000000000000:key/signing';
const specs = new Map([
  [ARN, 'SYMMETRIC_DEFAULT'],
  [SIGNING, 'RSA_2048'],
] as const);
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
  const kms = new Kms(await openKmsKeys(specs, dataFolder));
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

const bytes = Buffer.from('eyJhbGciOiJSUzI1NiJ9.e30');

async function signed(options: Awaited<ReturnType<typeof start>>) {
  const [signer] = await createSigningKeys(options, [SIGNING])();
  const { kty, n, e, kid } = signer.publicKey;
  const key = createPublicKey({ key: { kty, n, e }, format: 'jwk' });
  return { key, kid, signature: await signer.sign(bytes) };
}

test('signs what its public key verifies, and with the same key at the next start', async () => {
  const data = path.join(folder, 'signing');
  const { key, kid, signature } = await signed(await start(data));
  expect(verify('sha256', bytes, key, signature)).toBe(true);
  expect(verify('sha256', Buffer.from('other'), key, signature)).toBe(false);
  const again = await signed(await start(data));
  expect(again.kid).toBe(kid);
  const elsewhere = await signed(await start());
  expect(elsewhere.kid).not.toBe(kid);
});

test('asks KMS again for keys that it could not read', async () => {
  const options = await start();
  const signingKeys = createSigningKeys(options, ['arn:aws:kms:us-east-1:000000000000:key/none']);
  await expect(signingKeys()).rejects.toThrow(/does not exist/);
  await expect(signingKeys()).rejects.toThrow(/does not exist/);
  await expect(createSigningKeys(options, [])()).rejects.toThrow(/no key to sign/);
});

test('refuses what KMS refuses of keys that sign', async () => {
  const client = new KMSClient({ ...(await start()), maxAttempts: 1 });
  const settings = {
    SigningAlgorithm: 'RSASSA_PKCS1_V1_5_SHA_256',
    MessageType: 'DIGEST',
  } as const;
  const sign = (KeyId: string, Message: Buffer, more: object = {}) =>
    client.send(new SignCommand({ KeyId, Message, ...settings, ...more }));
  await expect(sign(SIGNING, bytes)).rejects.toThrow(/Digest is invalid length/);
  const wrong = { name: 'InvalidKeyUsageException' };
  await expect(sign(ARN, Buffer.alloc(32))).rejects.toMatchObject(wrong);
  const encrypt = new EncryptCommand({ KeyId: SIGNING, Plaintext: bytes });
  await expect(client.send(encrypt)).rejects.toMatchObject(wrong);
  const read = new GetPublicKeyCommand({ KeyId: ARN });
  await expect(client.send(read)).rejects.toMatchObject(wrong);
  const other = sign(SIGNING, Buffer.alloc(32), { SigningAlgorithm: 'RSASSA_PSS_SHA_256' });
  await expect(other).rejects.toMatchObject({ name: 'ValidationException' });
});
