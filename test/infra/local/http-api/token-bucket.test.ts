import { expect, test } from 'vitest';
import { TokenBucket } from '#infra/local/http-api/token-bucket.ts';

test('a burst is let through, then the rate', () => {
  let now = 0;
  const bucket = new TokenBucket(10, 3, () => now);
  const take = (times: number) => Array.from({ length: times }, () => bucket.take());
  expect(take(4)).toEqual([true, true, true, false]);
  now = 100;
  expect(take(2)).toEqual([true, false]);
  now = 60_000;
  expect(take(4)).toEqual([true, true, true, false]);
});
