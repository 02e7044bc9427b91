import type { ErrorOut, KoaContextWithOIDC } from 'oidc-provider';

/** Sets a page without scripts, pictures or third parties; what is filled in is escaped. */
export function setPage(
  ctx: Pick<KoaContextWithOIDC, 'set' | 'type' | 'body'>,
  title: string,
  content: Html,
): void {
  ctx.set({
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
    'referrer-policy': 'no-referrer',
  });
  ctx.type = 'text/html; charset=utf-8';
  ctx.body = html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:15vh auto;padding:0 1rem}button{font:inherit;padding:.4rem 1rem;margin-right:.5rem}small{color:#555}</style>
<h1>${title}</h1>
${content}
</html>`.text;
}

/** What was wrong, what to do, and what to quote; nothing that the app does not know. */
export function errorPage(ctx: KoaContextWithOIDC, out: ErrorOut): void {
  const { error, error_description: description = '' } = out;
  const expired = error === 'invalid_request' && ctx.oidc?.route === 'resume';
  const advice = expired
    ? 'Go back to the application and sign in again.'
    : 'Go back to the application and try again. If it goes on, tell whoever looks after the application.';
  setPage(
    ctx,
    'This did not work',
    html`<p>${advice}</p>
<p><small>${error}: ${description}<br>Request ${ctx.get('x-request-id')}</small></p>`,
  );
}

/** Text that may stand in a page as it is. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Escapes all that is filled in, but {@link Html}. */
export function html(
  strings: TemplateStringsArray,
  ...values: readonly (string | Html | readonly Html[])[]
): Html {
  const filled = values.map((value) => {
    if (typeof value === 'string') return escaped(value);
    return value instanceof Html ? value.text : value.map(({ text }) => text).join('');
  });
  return new Html(String.raw({ raw: strings }, ...filled));
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
}
