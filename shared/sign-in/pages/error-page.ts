import { html } from '#shared/kernel/http/html.ts';
import { pageResponse } from '#shared/kernel/http/page.ts';
import { refusalTexts } from '#shared/sign-in/refusal-texts.ts';
import type { RefusalReason } from '#shared/sign-in/sign-in-refused.ts';

/** The way on of somebody who was refused. */
export interface Onward {
  /** Where they may try again. */
  readonly again?: string;
  /** The application that they came from, where it is known. */
  readonly appName?: string;
}

interface ErrorPage {
  readonly reason: RefusalReason;
  readonly requestId: string;
  readonly onward?: Onward;
  /** Seconds. */
  readonly retryAfter?: number | undefined;
}

/** The one page of all failures: what was wrong, what to do, and what to tell the administrator. */
export function errorPage({ reason, requestId, onward = {}, retryAfter }: ErrorPage): Response {
  const { status, person } = refusalTexts[reason];
  const { again, appName = 'the application you came from' } = onward;
  const page = pageResponse({
    status,
    title: 'You are not signed in',
    content: html`<p>${person}</p>
${
  again === undefined
    ? html`<p>To try again, go back to ${appName}.</p>`
    : html`<p><a class="button" href="${again}">Try again</a></p>`
}
<p><small>Request ${requestId} (${reason})</small></p>`,
  });
  if (retryAfter !== undefined) page.headers.set('retry-after', String(retryAfter));
  return page;
}
