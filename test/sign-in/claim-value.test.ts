import { describe, expect, test } from 'vitest';
import { isJsonObject } from '#shared/kernel/json.ts';
import { parseStrictJson } from '#shared/kernel/strict-json.ts';
import { textClaim } from '#shared/sign-in/claim-value.ts';

/** The claim `id` of a token that holds this text for it. */
function named(id: string): string | undefined {
  const claims = parseStrictJson(`{"id":${id}}`);
  if (!isJsonObject(claims)) throw new TypeError('These are no claims.');
  return textClaim(claims, 'id');
}

describe('a number that names somebody', () => {
  test('is its digits', () => {
    expect(named('42')).toBe('42');
    expect(named('9007199254740991')).toBe('9007199254740991');
  });

  test("is never a neighbour's: one that JSON numbers do not tell from the next names nobody", () => {
    for (const id of ['9007199254740992', '9007199254740993', '-9007199254740993', '1e30']) {
      expect(named(id), id).toBeUndefined();
    }
    expect(named('"9007199254740993"')).toBe('9007199254740993');
  });
});
