import { expect, test } from 'vitest';
import { refusalTexts } from '#shared/sign-in/refusal-texts.ts';
import { SignInRefused } from '#shared/sign-in/sign-in-refused.ts';

test.each(Object.entries(refusalTexts))('%s has words for both', (_, text) => {
  expect(text.status).toBeGreaterThanOrEqual(400);
  expect(text.person).toMatch(/^[A-Z].*\.$/);
  expect(text.administrator).toMatch(/^[A-Z].*\.$/);
});

test('a refusal carries its reason, and what only the administrator reads', () => {
  const refused = new SignInRefused('wrongAudience', 'aud is an array of three.');
  expect(refused).toMatchObject({ reason: 'wrongAudience', message: 'aud is an array of three.' });
});
