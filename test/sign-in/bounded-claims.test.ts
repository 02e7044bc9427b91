import { expect, test } from 'vitest';
import { parseJson } from '#shared/kernel/json.ts';
import { boundedClaims } from '#shared/sign-in/bounded-claims.ts';
import { sampleIdentity } from './support/sample-identity.ts';

const claims = (more: unknown) => ({
  ...sampleIdentity().claims,
  more: parseJson(JSON.stringify(more)),
});
const nested = (depth: number): unknown => (depth === 0 ? 'x' : [nested(depth - 1)]);

test('what providers say of a person fits, with all groups of Entra', () => {
  const groups = Array.from({ length: 200 }, (_, n) => `6a1d3f0e-0000-4000-8000-${n + 1e11}`);
  expect(boundedClaims(claims(groups))).toEqual(claims(groups));
  expect(boundedClaims(claims(nested(7)))).toEqual(claims(nested(7)));
});

test.each([
  ['long', 'x'.repeat(40_000)],
  ['deep', nested(9)],
  ['many', Array.from({ length: 2_001 }, () => 1)],
])('what is too %s is refused', (_, more) => {
  expect(() => boundedClaims(claims(more))).toThrow(
    expect.objectContaining({ name: 'SignInRefused', reason: 'tooLarge' }),
  );
});
