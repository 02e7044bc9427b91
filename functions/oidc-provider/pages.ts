import type { ErrorOut, KoaContextWithOIDC } from 'oidc-provider';
import { type Html, html } from '#shared/kernel/http/html.ts';
import { pageHeaders, pageMarkup } from '#shared/kernel/http/page.ts';

/** Answers with a page like those of sign-in. */
export function setPage(
  ctx: Pick<KoaContextWithOIDC, 'set' | 'body'>,
  title: string,
  content: Html,
): void {
  ctx.set(pageHeaders);
  ctx.body = pageMarkup({ title, content });
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
