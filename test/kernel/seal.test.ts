import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seal, sealingKey, unseal } from '#shared/kernel/seal.ts';

const key = await sealingKey('secret', 'purpose');

test('what was sealed comes back, under the same key and binding alone', async () => {
  const others = [await sealingKey('other', 'purpose'), await sealingKey('secret', 'another')];
  const text = fc.string({ unit: 'binary', maxLength: 300 }).map((each) => each.toWellFormed());
  await fc.assert(
    fc.asyncProperty(text, text, async (content, binding) => {
      const sealed = await seal(key, binding, content);
      expect(sealed).toMatch(/^[A-Za-z0-9_-]+$/);
      expect(await unseal(key, binding, sealed)).toBe(content);
      expect(await unseal(key, `${binding}.`, sealed)).toBeUndefined();
      for (const other of others) expect(await unseal(other, binding, sealed)).toBeUndefined();
    }),
    { numRuns: 200 },
  );
});

test('no other spelling of it opens, down to the unused bits of the last letter', async () => {
  for (const content of ['', 'a', 'ab', 'abc']) {
    const sealed = await seal(key, '', content);
    for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/.') {
      const changed = sealed.slice(0, -1) + letter;
      expect(await unseal(key, '', changed)).toBe(changed === sealed ? content : undefined);
    }
  }
});

test.each(['', 'A', 'AAAA', '=', ' ', 'é', '\0', 'A'.repeat(41)])(
  '%j opens nothing',
  async (text) => {
    expect(await unseal(key, '', text)).toBeUndefined();
  },
);

test('the same text is sealed differently each time', async () => {
  expect(await seal(key, 'x', 'text')).not.toBe(await seal(key, 'x', 'text'));
});
