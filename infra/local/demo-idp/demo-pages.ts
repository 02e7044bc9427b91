import type { ServerResponse } from 'node:http';
import type { DemoPerson } from './demo-people.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:24rem;margin:4rem auto;padding:0 1rem}' +
  'label,input,button{display:block;font:inherit;width:100%;box-sizing:border-box;margin:.5rem 0}' +
  'input,button{padding:.5rem}.wrong{color:#a00}';

export const DEMO_PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  // No form-action: browsers hold it against the redirects that follow a form, and ours lead to Rollcall.
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
};

/** A page of the demo identity provider; everything but `body` is escaped. */
export function demoPage(title: string, body: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title><style>${STYLE}</style>
<h1>${escapeHtml(title)}</h1>
${body}</html>`;
}

export function loginPage(action: string, username: string, wrong?: string): string {
  return demoPage(
    'Demo identity provider',
    `${wrong === undefined ? '' : `<p class="wrong" role="alert">${escapeHtml(wrong)}</p>`}
<form method="post" action="${escapeHtml(action)}">
<label for="username">Username</label><input id="username" name="username" value="${escapeHtml(username)}" autocomplete="off" autofocus>
<label for="password">Password</label><input id="password" name="password" type="password" autocomplete="off">
<button name="decision" value="sign-in">Sign in</button>
<button name="decision" value="cancel">Cancel</button>
</form>`,
  );
}

export function homePage(people: readonly DemoPerson[]): string {
  const rows = people.map(
    ({ username, password }) => `<li>${escapeHtml(username)} / ${escapeHtml(password)}</li>`,
  );
  return demoPage(
    'Demo identity provider',
    `<p>Stands for the identity provider of a company. Who can sign in:</p><ul>${rows.join('')}</ul>
<p><a href="/session/end">Sign out</a></p>`,
  );
}

export function sendPage(response: ServerResponse, status: number, page: string): void {
  response.writeHead(status, DEMO_PAGE_HEADERS).end(page);
}

export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
