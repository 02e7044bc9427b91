import { type Html, html } from '#shared/kernel/http/html.ts';
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
  return pageResponse({
    status: 200,
    title: appName === undefined ? 'Sign in' : `Sign in to ${appName}`,
    content: choices.length === 0 ? noWay(appName) : ways({ choices, email, nobodys }),
  });
}

/** No address helps where there is nothing that a domain could lead to. */
function noWay(appName = 'this application'): Html {
  return html`<p>Nobody has set up a way to sign in here yet.</p>
<p>Ask whoever looks after ${appName} in your organisation to add a connection, then open the application again.</p>`;
}

function ways({ choices, email, nobodys }: Omit<ChoosePage, 'appName'>): Html {
  const items = choices.map(
    ({ id, displayName }) =>
      html`<li><a class="button" href="?connection=${encodeURIComponent(id)}">${displayName}</a></li>`,
  );
  const unknown = nobodys
    ? html`<p role="alert">Nobody signs in by the domain of this address. Choose below.</p>`
    : '';
  return html`${unknown}
<form method="get">
<label for="email">Email address at work</label>
<input id="email" name="email" type="email" required maxlength="254" autocomplete="username" value="${email ?? ''}">
<button>Continue</button>
</form>
<p>or with</p>
<ul>${items}</ul>`;
}
