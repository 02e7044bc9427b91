import { html } from '#shared/kernel/http/html.ts';
import { pageResponse } from '#shared/kernel/http/page.ts';
import type { Connection } from '#shared/sign-in/connection.ts';

interface ChoosePage {
  readonly appName: string | undefined;
  readonly choices: readonly Pick<Connection, 'id' | 'displayName'>[];
  /** What the person typed, or the app said they would. */
  readonly email: string | undefined;
  readonly nobodys: boolean;
}

/** Where somebody says by which identity provider they come: by its name, or by their address. */
export function choosePage({ appName, choices, email, nobodys }: ChoosePage): Response {
  const items = choices.map(
    ({ id, displayName }) =>
      html`<li><a class="button" href="?connection=${encodeURIComponent(id)}">${displayName}</a></li>`,
  );
  const unknown = nobodys
    ? html`<p role="alert">Nobody signs in by the domain of this address. Choose below.</p>`
    : '';
  return pageResponse({
    status: 200,
    title: appName === undefined ? 'Sign in' : `Sign in to ${appName}`,
    content: html`${unknown}
<form method="get">
<label for="email">Email address at work</label>
<input id="email" name="email" type="email" required maxlength="254" autocomplete="username" value="${email ?? ''}">
<button>Continue</button>
</form>
${
  items.length === 0
    ? ''
    : html`<p>or with</p>
<ul>${items}</ul>`
}`,
  });
}
