import { describe, expect, test } from 'vitest';
import { isAppSecret, liveAppSecrets, mintAppSecret, withNewSecret } from '#shared/sessions/app.ts';
import { appFor } from '../support/sessions.ts';

const NOW = Date.parse('2026-03-02T09:00:00Z');
const createdAt = '2026-03-01T09:00:00.000Z';
const LATER = '2026-03-03T09:00:00.000Z';

describe('the secrets of an app', () => {
  test('overlap while one replaces the other', async () => {
    const [first, second] = [await mintAppSecret(), await mintAppSecret()];
    const one = withNewSecret(appFor(), { id: '1', hash: first.hash, createdAt }, LATER, NOW);
    const two = withNewSecret(one, { id: '2', hash: second.hash, createdAt }, LATER, NOW);
    expect(await isAppSecret(two, first.clientSecret, NOW)).toBe(true);
    expect(await isAppSecret(two, second.clientSecret, NOW)).toBe(true);
    const after = Date.parse(LATER);
    expect(await isAppSecret(two, first.clientSecret, after)).toBe(false);
    expect(await isAppSecret(two, second.clientSecret, after)).toBe(true);
    expect(await isAppSecret(two, `${second.clientSecret}x`, NOW)).toBe(false);
    expect(await isAppSecret(appFor(), '', NOW)).toBe(false);
  });

  test('are two at most, unless the others are to end at once', () => {
    const secret = (id: string) => ({ id, hash: id, createdAt });
    const two = withNewSecret(
      withNewSecret(appFor(), secret('1'), LATER, NOW),
      secret('2'),
      LATER,
      NOW,
    );
    expect(() => withNewSecret(two, secret('3'), LATER, NOW)).toThrow(/is good until 2026-03-03T/);
    const leaked = withNewSecret(two, secret('3'), new Date(NOW).toISOString(), NOW);
    expect(liveAppSecrets(leaked, NOW).map(({ id }) => id)).toEqual(['3']);
  });

  test('are not for a public app', () => {
    const publicApp = appFor({ type: 'public' });
    expect(() => withNewSecret(publicApp, { id: '1', hash: 'h', createdAt }, LATER, NOW)).toThrow(
      /no secret/,
    );
  });
});
