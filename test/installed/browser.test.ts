import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { callApi } from '#infra/local/local-api.ts';
import { startChromium } from './chromium.ts';

const local = inject('local');
const sampleApp = new URL('/', local.oidc.redirectUri).href;
const scim = {
  baseUrl: local.scimBaseUrl,
  token: local.tenants.acme.directories.lenient.token,
};

let browser: Browser;
let context: BrowserContext;

beforeAll(async () => {
  browser = await startChromium();
});
afterEach(() => context.close());
afterAll(() => browser?.close());

async function newPage(options: { javaScriptEnabled?: boolean } = {}): Promise<Page> {
  context = await browser.newContext(options);
  context.setDefaultTimeout(15_000);
  return context.newPage();
}

const textOf = (page: Page) => page.locator('body').innerText();

/** Gives the id of whom the sample app then shows. */
async function signIn(page: Page, username: string): Promise<string> {
  const user = local.demoIdp.users.find((each) => each.username === username);
  await page.goto(sampleApp);
  await page.getByText('Sign in').click();
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Password').fill(user?.password ?? '');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(sampleApp);
  const [, id = ''] = /"sub":"([\w-]+)"/.exec(await textOf(page)) ?? [];
  return id;
}

test('a person clicks through a sign-in, is deactivated, and is out at the next click', async () => {
  const page = await newPage();
  const id = await signIn(page, 'alan');
  expect(await textOf(page)).toMatch(
    /^Alan Turing is signed in, and the API sees .*"tenant":"acme"/m,
  );

  const deactivated = await callApi(scim, 'PATCH', `/Users/${id}`, {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
    Operations: [{ op: 'replace', value: { active: false } }],
  });
  expect(deactivated.ok).toBe(true);
  await page.reload();
  expect(await textOf(page)).toContain('Access has ended.');

  await page.getByText('Sign in again').click();
  await page.getByRole('heading', { name: 'You are not signed in' }).waitFor();
  expect(page.url()).toContain(`${local.baseUrl}/sign-in/acme/`);
  expect(await textOf(page)).toMatch(/deactivated.*Request [\da-f-]{36}/s);
});

test('the cookie of a session is for Rollcall alone, and for no script', async () => {
  const page = await newPage();
  await signIn(page, 'katherine');
  const cookies = await context.cookies(local.baseUrl);
  const session = cookies.find(({ name }) => name.startsWith('__Host-'));
  expect(session).toMatchObject({
    domain: '127.0.0.1',
    path: '/',
    httpOnly: true,
    secure: true,
    sameSite: 'Lax',
  });
  await page.goto(`${local.oidc.issuer}/.well-known/openid-configuration`);
  expect(await page.evaluate('document.cookie')).not.toContain('__Host-');
});

test('who signs out is signed out', async () => {
  const page = await newPage();
  await signIn(page, 'katherine');
  await page.getByText('Sign out').click();
  const confirm = page.getByRole('button', { name: /sign.?out/i });
  if (await confirm.isVisible()) await confirm.click();
  await page.waitForURL(sampleApp);
  expect(await textOf(page)).toContain('Nobody is signed in.');
});

test('who was provisioned by SCIM is the same person at sign-in, and no page needs a script', async () => {
  const page = await newPage({ javaScriptEnabled: false });
  const id = await signIn(page, 'grace');
  // SCIM owns her name: her identity provider calls her Amazing Grace.
  expect(await textOf(page)).toMatch(/^Grace Hopper is signed in/m);
  const found = await callApi(scim, 'GET', '/Users?filter=externalId+eq+"00u1grace"');
  expect(await found.json()).toMatchObject({ totalResults: 1, Resources: [{ id }] });
});
