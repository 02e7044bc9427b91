import { Html, html } from '#shared/kernel/http/html.ts';

export interface Page {
  readonly title: string;
  readonly content: Html;
}

const STYLE = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 0 auto; padding: 12vh 1.25rem 2rem; max-width: 24rem; }
h1 { font-size: 1.5rem; line-height: 1.2; }
ul { list-style: none; padding: 0; }
li { margin: .5rem 0; }
a.button, button { display: block; box-sizing: border-box; width: 100%; padding: .7rem 1rem; font: inherit;
  text-align: center; color: inherit; background: none; border: 1px solid; border-radius: .4rem;
  text-decoration: none; cursor: pointer; }
label { display: block; margin-bottom: .25rem; }
input { box-sizing: border-box; width: 100%; padding: .6rem; margin-bottom: .75rem; font: inherit; }
small { opacity: .75; overflow-wrap: anywhere; }
`;

/** SHA-256 of the style, so that no other can be brought in (Content Security Policy Level 3 section 2.3.1). */
const STYLE_HASH = "'sha256-7hVPPmYkhrebMBRqPq8/ONMu7BUraboz5Pt6AVe4KVI='";

/**
 * What every page carries: nothing is loaded from anywhere, no script runs, no other site shows it in a frame, and its
 * address, which may hold a code, is told to nobody. There is no `form-action`: browsers hold redirects against it,
 * and a form here may end at an identity provider.
 */
export const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src ${STYLE_HASH}; base-uri 'none'; frame-ancestors 'none'`,
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'interest-cohort=()',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cache-control': 'no-store',
} as const;

/** The document, whose one style is the one that {@link pageHeaders} allow. */
export function pageMarkup({ title, content }: Page): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${content}
</main>
</body>
</html>
`.markup;
}

/** A page with the headers that hold a browser to what it is. */
export function pageResponse({ status, ...page }: Page & { readonly status: number }): Response {
  return new Response(pageMarkup(page), { status, headers: pageHeaders });
}
