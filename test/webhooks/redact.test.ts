import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_EXCERPT, redact } from '#shared/webhooks/redact.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test.each([
  ['{"error":"no route"}', '{"error":"no route"}'],
  ['{"password":"hunter2","a":1}', '{"password":[hidden],"a":1}'],
  ['api_key=abc123&x=1', 'api_key=[hidden]&x=1'],
  ['Authorization: Bearer abc.def', 'Authorization: [hidden]'],
  ['you sent Bearer abc.def-ghi', 'you sent Bearer [hidden]'],
  ['signed with whsec_AAAAAAAAAAAAAAAA', 'signed with [hidden]'],
  ['hello ada@acme.example!', 'hello [hidden]!'],
  ['eyJhbGciOi.eyJzdWIi.c2ln', '[hidden]'],
  ['AKIAIOSFODNN7EXAMPLE', '[hidden]'],
  [`key ${'a1'.repeat(30)}`, 'key [hidden]'],
  ['line one\n\u001b[31mline two\u202e', 'line one [31mline two '],
])('%j is kept as %j', (answer, kept) => {
  expect(redact(bytes(answer))).toBe(kept);
});

test('a secret is hidden wherever in a long answer it stands, and the rest is short', () => {
  const secret = `whsec_${'Kq7'.repeat(12)}`;
  fc.assert(
    fc.property(fc.nat(3_000), (place) => {
      const kept = redact(bytes(`${'x '.repeat(place / 2)}${secret} and on`));
      expect(kept).not.toContain('whsec_K');
      expect(kept.length).toBeLessThanOrEqual(MAX_EXCERPT);
    }),
  );
});

test('any bytes become short, printable text', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 4_096 }), (answer) => {
      const kept = redact(answer);
      expect(kept.length).toBeLessThanOrEqual(MAX_EXCERPT);
      expect(kept).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    }),
  );
});
