import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { HttpBrowser, type Page } from '../support/http-browser.ts';
import { createProviderWorld, type ProviderWorld, type TestApp } from './support/provider-world.ts';

let world: ProviderWorld;
let wiki: TestApp;
let pageUrl: string;
beforeAll(async () => {
  world = await createProviderWorld();
  wiki = await world.newApp();
  pageUrl = `${world.origin}/oidc/acme/sessions`;
});
afterAll(() => world.close());
afterEach(() => {
  expect(world.unforeseen).toEqual([]);
});

/** Ids of the sessions on the page, in its order, and which is this browser's. */
function shown({ body }: Page) {
  const rows = [...body.matchAll(/<li>.*?value="([^"]+)".*?<\/li>/gs)];
  const current = rows.find(([row]) => row.includes('this browser'))?.[1];
  return { ids: rows.map(([, id]) => id), current };
}

async function twoBrowsers() {
  const person = await world.newPerson();
  const laptop = await world.signIn(wiki, person, { session: { connectionId: 'okta' } });
  const phone = await world.signIn(wiki, person, { session: { connectionId: 'google' } });
  return { person, laptop, phone };
}

const standing = async (browser: HttpBrowser) => (await browser.open(pageUrl)).status === 200;

describe('the page of one’s own sessions', () => {
  test('shows where one is signed in, by which connection, and which is this browser', async () => {
    const { laptop, phone } = await twoBrowsers();
    const page = await laptop.browser.open(pageUrl);
    expect(page.status).toBe(200);
    expect(shown(page)).toEqual({
      ids: [phone.session.id, laptop.session.id],
      current: laptop.session.id,
    });
    expect(page.body).toContain('by okta (this browser)');
    expect(page.body).toContain('by google');
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });

  test('ends one of them, which is told of, and leaves the others', async () => {
    const { laptop, phone } = await twoBrowsers();
    const page = await laptop.browser.open(pageUrl);
    const after = await laptop.browser.submit(page, { session: phone.session.id });
    expect(shown(after).ids).toEqual([laptop.session.id]);
    expect(world.signedOut).toContain(phone.session.id);
    expect(await standing(phone.browser)).toBe(false);
    expect(await standing(laptop.browser)).toBe(true);
  });

  test('ends its own', async () => {
    const { laptop, phone } = await twoBrowsers();
    const page = await laptop.browser.open(pageUrl);
    const after = await laptop.browser.submit(page, { session: laptop.session.id });
    expect(after.body).toContain('You are signed out');
    expect(await standing(laptop.browser)).toBe(false);
    expect(await standing(phone.browser)).toBe(true);
  });

  test('ends all of them', async () => {
    const { laptop, phone } = await twoBrowsers();
    const page = await laptop.browser.open(pageUrl);
    await laptop.browser.submit(page, { session: 'everywhere' });
    expect(await standing(laptop.browser)).toBe(false);
    expect(await standing(phone.browser)).toBe(false);
  });

  test('shows nobody’s to who is not signed in, or is no longer', async () => {
    expect((await new HttpBrowser().open(pageUrl)).status).toBe(401);
    const { laptop } = await twoBrowsers();
    await world.sessions.end(laptop.session, Date.now());
    expect((await laptop.browser.open(pageUrl)).status).toBe(401);
  });
});

describe('what ends a session there', () => {
  test.each([
    ['a form of another site', { origin: 'https://evil.example' }, {}],
    ['a form that hides where it comes from', { origin: 'null' }, {}],
    ['a form without the token of the page', {}, { token: '' }],
    ['a form with a token of somebody else', {}, { token: 'x'.repeat(43) }],
  ])('is not %s', async (_, headers, fields) => {
    const { laptop, phone } = await twoBrowsers();
    const page = await laptop.browser.open(pageUrl);
    const token = /name="token" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    const body = new URLSearchParams({ token, session: phone.session.id, ...fields });
    const answer = await laptop.browser.open(pageUrl, { method: 'POST', body, headers });
    expect(answer.status).toBe(403);
    expect(await standing(phone.browser)).toBe(true);
  });

  test('is not somebody else, who knows its id', async () => {
    const { laptop } = await twoBrowsers();
    const { laptop: other } = await twoBrowsers();
    const page = await other.browser.open(pageUrl);
    for (const session of [laptop.session.id, `${laptop.session.id}.okta`, '', 'x']) {
      const after = await other.browser.submit(page, { session });
      expect(shown(after).ids).toHaveLength(2);
    }
    expect(await standing(laptop.browser)).toBe(true);
  });

  test('is the page itself, whose origin browsers say', async () => {
    const { laptop, phone } = await twoBrowsers();
    const page = await laptop.browser.open(pageUrl);
    const token = /name="token" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    const body = new URLSearchParams({ token, session: phone.session.id });
    const headers = { origin: world.origin };
    expect(page.headers.get('referrer-policy')).toBe('same-origin');
    await laptop.browser.open(pageUrl, { method: 'POST', body, headers });
    expect(await standing(phone.browser)).toBe(false);
  });
});
