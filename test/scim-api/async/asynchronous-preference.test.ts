import { expect, test } from 'vitest';
import { asynchronousPreference } from '#shared/scim-api/async/asynchronous-preference.ts';

test.each([
  ['respond-async', { wait: 0 }],
  ['Respond-Async', { wait: 0 }],
  ['respond-async, wait=10', { wait: 10 }],
  ['wait="10" , respond-async', { wait: 10 }],
  ['return=minimal, respond-async; foo="bar", wait=5, wait=9', { wait: 5 }],
  ['respond-async=""', { wait: 0 }],
  ['respond-async, wait=soon', { wait: 0 }],
  ['respond-asynchronously', undefined],
  ['respond-async=false', undefined],
  ['wait=10', undefined],
  ['return=representation', undefined],
  ['', undefined],
  [`${' '.repeat(2_000)}respond-async`, { wait: 0 }],
])('Prefer: %s', (prefer, expected) => {
  expect(asynchronousPreference(new Headers({ prefer }))).toEqual(expected);
});

test('without the header, and with several of it', () => {
  expect(asynchronousPreference(new Headers())).toBeUndefined();
  const several = new Headers([
    ['prefer', 'wait=3'],
    ['prefer', 'respond-async'],
  ]);
  expect(asynchronousPreference(several)).toEqual({ wait: 3 });
});
