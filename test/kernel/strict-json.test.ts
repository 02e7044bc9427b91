import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseJson } from '#shared/kernel/json.ts';
import { parseStrictJson } from '#shared/kernel/strict-json.ts';

test('reads what has no member twice as anybody does', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 6 }), (text) => {
      expect(parseStrictJson(text)).toEqual(parseJson(text));
    }),
    { numRuns: 500 },
  );
});

test('refuses an object with two members of one name, wherever it is and however it is spelled', () => {
  const spelled = (name: string) =>
    `"${[...name].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')}"`;
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme-ascii', maxLength: 10 }),
      fc.json({ maxDepth: 3 }),
      fc.json({ maxDepth: 3 }),
      fc.constantFrom(
        (text: string) => text,
        (text: string) => `[{"a":${text}}]`,
      ),
      (name, one, other, within) => {
        const twins = within(`{${JSON.stringify(name)} : ${one}, ${spelled(name)}:${other}}`);
        expect(() => parseStrictJson(twins)).toThrow('there twice');
        expect(() => parseStrictJson(within(`{${JSON.stringify(name)}:${one}}`))).not.toThrow();
      },
    ),
    { numRuns: 300 },
  );
});

test('a name may come again in another object', () => {
  expect(() => parseStrictJson('[{"a":{"a":"a"},"b":[{"a":1},{"a":":"}]}]')).not.toThrow();
});
