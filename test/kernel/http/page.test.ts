import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { html } from '#shared/kernel/http/html.ts';
import { pageResponse } from '#shared/kernel/http/page.ts';

test('a page has the one style that its policy allows, and no script', async () => {
  const response = pageResponse({ status: 200, title: 'Title', content: html`<p>${'text'}</p>` });
  const body = await response.text();
  const [, style = ''] = /<style>([\s\S]*)<\/style>/.exec(body) ?? [];
  const hash = createHash('sha256').update(style).digest('base64');
  const policy = response.headers.get('content-security-policy');
  expect(policy).toBe(
    `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; frame-ancestors 'none'`,
  );
  expect(body).not.toContain('<script');
  expect(response.headers.get('referrer-policy')).toBe('no-referrer');
});

test('text stays text, whatever it holds', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const { markup } = html`<p title="${text}">${text}</p>`;
      const [, attribute = '', content = ''] =
        /^<p title="([^"<>]*)">([^<>]*)<\/p>$/.exec(markup) ?? [];
      expect(attribute).toBe(content);
      const names: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
      expect(content.replace(/&(#?\w+);/g, (_, name) => names[name] ?? '')).toBe(text);
    }),
    { numRuns: 300 },
  );
});
