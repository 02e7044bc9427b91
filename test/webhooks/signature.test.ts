import { createPublicKey, verify as verifyWithNode } from 'node:crypto';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { isSignedBy, newSigningKey, signatures } from '#shared/webhooks/signature.ts';
import { pythonLibrary } from './support/python-library.ts';

const now = () => Math.floor(Date.now() / 1_000);

describe('v1 is what the reference libraries verify', () => {
  test('that of JavaScript', async () => {
    const { secret } = await newSigningKey('v1');
    const other = await newSigningKey('v1');
    await fc.assert(
      fc.asyncProperty(fc.json(), fc.uuid(), async (body, id) => {
        const timestamp = now();
        const headers = headersOf(
          id,
          timestamp,
          await signatures([secret], { id, timestamp, body }),
        );
        expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
        expect(() => new Webhook(other.secret).verify(body, headers)).toThrow(/No matching/);
        expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow(/No matching/);
      }),
      { numRuns: 200 },
    );
  });

  test('that of Python', { timeout: 120_000 }, async ({ skip }) => {
    const library = await pythonLibrary();
    if (!library) return skip('There is no Python 3 with pip here.');
    const { secret } = await newSigningKey('v1');
    const bodies = fc.sample(fc.json(), 50);
    const messages = await Promise.all(
      bodies.map(async (body, index) => {
        const message = { id: `msg_${index}`, timestamp: now(), body };
        const header = await signatures([secret], message);
        return { body, headers: headersOf(message.id, message.timestamp, header) };
      }),
    );
    const verdicts = await library.verify(secret, [
      ...messages,
      ...messages.map(({ body, headers }) => ({ body: `${body} `, headers })),
    ]);
    expect(verdicts).toEqual([...messages.map(() => true), ...messages.map(() => false)]);
  });
});

describe('v1a', () => {
  test('is ed25519 as others have it', async () => {
    const { secret, publicKey = '' } = await newSigningKey('v1a');
    expect(secret).toMatch(/^whsk_[A-Za-z0-9+/]{86}==$/);
    expect(publicKey).toMatch(/^whpk_[A-Za-z0-9+/]{43}=$/);
    const message = { id: 'msg_1', timestamp: 1_700_000_000, body: '{"a":"ä"}' };
    const [version, signature = ''] = (await signatures([secret], message)).split(',');
    const x = Buffer.from(publicKey.slice(5), 'base64').toString('base64url');
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    const content = Buffer.from(`msg_1.1700000000.${message.body}`);
    expect(version).toBe('v1a');
    expect(verifyWithNode(null, content, key, Buffer.from(signature, 'base64'))).toBe(true);
  });
});

describe('our own check', () => {
  test.each(['v1', 'v1a'] as const)('takes %s of one key among several', async (scheme) => {
    const keys = await Promise.all(Array.from({ length: 10 }, () => newSigningKey(scheme)));
    const message = { id: 'msg_1', timestamp: 1_700_000_000, body: '{}' };
    const header = await signatures(
      keys.map(({ secret }) => secret),
      message,
    );
    expect(header.split(' ')).toHaveLength(10);
    for (const { secret, publicKey } of keys) {
      expect(await isSignedBy(publicKey ?? secret, message, header)).toBe(true);
      const changed = { ...message, timestamp: message.timestamp + 1 };
      expect(await isSignedBy(publicKey ?? secret, changed, header)).toBe(false);
    }
    const { secret, publicKey } = await newSigningKey(scheme);
    expect(await isSignedBy(publicKey ?? secret, message, header)).toBe(false);
  });

  test('refuses every header that is not a signature', async () => {
    const { secret } = await newSigningKey('v1');
    const message = { id: 'msg_1', timestamp: 1_700_000_000, body: '{}' };
    await fc.assert(
      fc.asyncProperty(fc.string(), async (header) => {
        expect(await isSignedBy(secret, message, header)).toBe(false);
        expect(await isSignedBy(secret, message, `v1,${header}`)).toBe(false);
      }),
    );
  });

  test.each(['', 'whsec_', 'whsec_%%', 'secret_AAAA', 'AAAA'])(
    'says that %j is no key',
    async (key) => {
      const message = { id: 'msg_1', timestamp: 1, body: '' };
      await expect(isSignedBy(key, message, 'v1,AAAA')).rejects.toThrow(/begins with whsec_/);
    },
  );
});

function headersOf(id: string, timestamp: number, signature: string): Record<string, string> {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signature,
  };
}
