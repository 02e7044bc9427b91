import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { domainName, domainOfEmail } from '#shared/sign-in/domains/domain-name.ts';
import { isPublicMail } from '#shared/sign-in/domains/public-mail.ts';

describe('a domain', () => {
  test.each([
    ['Example.COM', 'example.com'],
    ['example.com.', 'example.com'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['BÜCHER.example', 'xn--bcher-kva.example'],
    ['bu\u0308cher.example', 'xn--bcher-kva.example'],
    ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
    ['例え。テスト', 'xn--r8jz45g.xn--zckzah'],
    ['a.b-c.d2.example', 'a.b-c.d2.example'],
  ])('has one spelling: %s', (text, name) => {
    expect(domainName(text)).toBe(name);
  });

  test.each([
    '',
    'localhost',
    'com',
    '127.0.0.1',
    '0x7f.1',
    '2130706433',
    '[::1]',
    'example.com:443',
    'example.com/path',
    'user@example.com',
    'example.com?x',
    'example.com#x',
    'exa mple.com',
    'example..com',
    '.example.com',
    'example.com..',
    '-a.example',
    'a_b.example',
    '*.example.com',
    `${'a'.repeat(64)}.example`,
    `${'a.'.repeat(120)}example`,
  ])('is none of %j', (text) => {
    expect(domainName(text)).toBeUndefined();
  });

  test('is spelled the same once it is spelled right, and holds nothing that a key or a header could trip over', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.domain(), fc.string({ unit: 'grapheme' }), fc.webAuthority()),
        (text) => {
          const name = domainName(text);
          if (name === undefined) return;
          expect(domainName(name)).toBe(name);
          expect(name).toMatch(/^[a-z0-9.-]{3,230}$/);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('of an address is what stands behind its last @', () => {
    expect(domainOfEmail('ada@Example.com')).toBe('example.com');
    expect(domainOfEmail('"a@b"@example.com ')).toBe('example.com');
    for (const none of ['ada', '@example.com', 'ada@', 'ada@localhost', '']) {
      expect(domainOfEmail(none)).toBeUndefined();
    }
  });
});

test('what is known as public mail is: also where it is not spelled in ASCII', () => {
  for (const name of ['gmail.com', 'outlook.com', 'proton.me', 'xn--mll-hoa.email']) {
    expect(isPublicMail(name), name).toBe(true);
  }
  expect(isPublicMail('acme.example')).toBe(false);
});
