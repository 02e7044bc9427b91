import { parseSetCookie, type StoredCookie } from './set-cookie.ts';

const MOST_REDIRECTS = 20;

export interface Page {
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** As much of a browser as a sign-in without scripts needs: cookies, redirects, links and forms. */
export class HttpBrowser {
  /** What it holds, of all hosts. As in a browser, ports share them, and loopback may set secure ones. */
  readonly cookies: StoredCookie[] = [];
  /** Every address that it went to, in order. */
  readonly visited: string[] = [];

  /** Opens a page. Redirects are followed, but for one to an address that begins with `stopAt`. */
  async open(url: string, init: RequestInit = {}, stopAt?: string): Promise<Page> {
    let target = url;
    let sent = init;
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
      const response = await this.#send(target, sent);
      const { status, headers } = response;
      const body = await response.text();
      const location = status >= 300 && status < 400 ? headers.get('location') : null;
      const next = location === null ? undefined : new URL(location, target).href;
      if (next === undefined || (stopAt !== undefined && next.startsWith(stopAt))) {
        return { url: target, status, headers, body };
      }
      target = next;
      sent = [307, 308].includes(status) ? sent : {};
    }
    throw new Error(`More than ${MOST_REDIRECTS} redirects from ${url}`);
  }

  /** Submits the page's form, as a click on one of its buttons would if `fields` has that button's name and value. */
  submit(page: Page, fields: Record<string, string> = {}, stopAt?: string): Promise<Page> {
    const [form] = page.body.match(/<form[\s\S]*?<\/form>/i) ?? [];
    if (form === undefined) throw new Error(`No form on ${page.url}:\n${page.body}`);
    const [opening = ''] = form.match(/<form[^>]*>/i) ?? [];
    const action = new URL(attribute(opening, 'action') ?? page.url, page.url);
    const values = new URLSearchParams({ ...valuesOf(form), ...fields });
    if (attribute(opening, 'method')?.toLowerCase() !== 'post') {
      action.search = values.toString();
      return this.open(action.href, {}, stopAt);
    }
    return this.open(action.href, { method: 'POST', body: values }, stopAt);
  }

  /** Follows the link with that text, or part of it. */
  click(page: Page, text: string): Promise<Page> {
    const links = [...page.body.matchAll(/<a\s[^>]*>([\s\S]*?)<\/a>/gi)];
    const link = links.find(([, label = '']) => unescapeHtml(label).includes(text));
    const href = link && attribute(link[0], 'href');
    if (href === undefined) throw new Error(`No link "${text}" on ${page.url}:\n${page.body}`);
    return this.open(new URL(href, page.url).href);
  }

  async #send(url: string, init: RequestInit): Promise<Response> {
    this.visited.push(url);
    const headers = new Headers(init.headers);
    headers.set('accept', 'text/html');
    const cookie = this.#cookiesFor(new URL(url));
    if (cookie !== '') headers.set('cookie', cookie);
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) this.#store(line, new URL(url));
    return response;
  }

  #cookiesFor({ hostname, pathname }: URL): string {
    const inPath = (path: string) =>
      pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`);
    return this.cookies
      .filter(({ host, path }) => host === hostname && inPath(path))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
  }

  #store(line: string, { hostname, pathname }: URL): void {
    const { expired, ...cookie } = parseSetCookie(line, hostname, pathname);
    const held = this.cookies.findIndex(
      ({ host, path, name }) => host === hostname && path === cookie.path && name === cookie.name,
    );
    if (held >= 0) this.cookies.splice(held, 1);
    if (!expired) this.cookies.push(cookie);
  }
}

function valuesOf(form: string): Record<string, string> {
  const inputs = form.match(/<input[^>]*>/gi) ?? [];
  const named = inputs.flatMap((input) => {
    const name = attribute(input, 'name');
    const isButton = /^(submit|button|checkbox)$/i.test(attribute(input, 'type') ?? '');
    return name === undefined || isButton ? [] : [[name, attribute(input, 'value') ?? '']];
  });
  return Object.fromEntries(named);
}

function attribute(tag: string, name: string): string | undefined {
  const value = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, 'i').exec(tag);
  return value ? unescapeHtml(value[1] ?? value[2] ?? value[3] ?? '') : undefined;
}

function unescapeHtml(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
