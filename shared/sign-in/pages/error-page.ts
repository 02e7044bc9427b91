import { html } from '#shared/kernel/http/html.ts';
import { pageResponse } from '#shared/kernel/http/page.ts';
import { refusalTexts } from '#shared/sign-in/refusal-texts.ts';
import type { RefusalReason } from '#shared/sign-in/sign-in-refused.ts';

interface ErrorPage {
  readonly reason: RefusalReason;
  readonly requestId: string;
  /** Where the person may try again, if anywhere. */
  readonly again?: string | undefined;
}

/** The one page of all failures: what was wrong, what to do, and what to tell the administrator. */
export function errorPage({ reason, requestId, again }: ErrorPage): Response {
  const { status, person } = refusalTexts[reason];
  return pageResponse({
    status,
    title: 'You are not signed in',
    content: html`<p>${person}</p>
${again === undefined ? '' : html`<p><a class="button" href="${again}">Try again</a></p>`}
<p><small>Request ${requestId} (${reason})</small></p>`,
  });
}
