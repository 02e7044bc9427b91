import { setTimeout as delay } from 'node:timers/promises';
import * as oidc from 'openid-client';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import * as z from 'zod';
import { askApi } from '#infra/local/local-api.ts';
import { HttpBrowser, type Page } from '../support/http-browser.ts';
import { type Glewlwyd, startGlewlwyd } from './glewlwyd.ts';

const { admin, baseUrl } = inject('local');
const TENANT = 'globex';
/** Nobody is there: the browser stops before it. */
const REDIRECT_URI = 'http://127.0.0.1:4299/callback';
const CLIENT = { id: 'rollcall', secret: 'kept-in-a-database-of-its-own' };
const LINUS = {
  username: 'linus',
  password: 'linus-at-glewlwyd',
  name: 'Linus Pauling',
  email: 'linus@globex.example',
};

const createdApp = z.object({ issuer: z.string(), clientId: z.string(), clientSecret: z.string() });

let glewlwyd: Glewlwyd;
let app: oidc.Configuration;

beforeAll(async () => {
  glewlwyd = await startGlewlwyd();
  const redirectUri = `${baseUrl}/sign-in/${TENANT}/callback/glewlwyd`;
  await glewlwyd.addClient({ ...CLIENT, redirectUri });
  await glewlwyd.addPerson(LINUS);
  await askApi(admin, 'POST', `/tenants/${TENANT}/connections`, {
    id: 'glewlwyd',
    kind: 'oidc',
    displayName: 'Glewlwyd',
    issuer: glewlwyd.issuer,
    clientId: CLIENT.id,
    clientSecret: CLIENT.secret,
    // In the Basic scheme it does not take a hyphen as OAuth has it written (RFC 6749 section 2.3.1).
    clientAuthentication: 'client_secret_post',
    // It does not say of addresses whether they are verified.
    trustEmail: true,
  });
  const created = createdApp.parse(
    await askApi(admin, 'POST', `/tenants/${TENANT}/apps`, {
      name: 'App of globex',
      redirectUris: [REDIRECT_URI],
    }),
  );
  const { issuer, clientId, clientSecret } = created;
  app = await oidc.discovery(new URL(issuer), clientId, clientSecret, undefined, {
    execute: [oidc.allowInsecureRequests],
  });
});

afterAll(() => glewlwyd?.stop());

/** The claims of the ID token that the app gets in the end. */
async function signIn(): Promise<oidc.IDToken | undefined> {
  const pkceCodeVerifier = oidc.randomPKCECodeVerifier();
  const code_challenge = await oidc.calculatePKCECodeChallenge(pkceCodeVerifier);
  const asked = oidc.buildAuthorizationUrl(app, {
    redirect_uri: REDIRECT_URI,
    scope: 'openid profile email',
    code_challenge,
    code_challenge_method: 'S256',
  });
  const browser = new HttpBrowser();
  const sent = await browser.open(asked.href, {}, glewlwyd.issuer);
  const back = await glewlwyd.signIn(locationOf(sent), LINUS);
  const arrived = await browser.open(back, {}, REDIRECT_URI);
  const tokens = await oidc.authorizationCodeGrant(app, new URL(locationOf(arrived)), {
    pkceCodeVerifier,
  });
  return tokens.claims();
}

function locationOf({ url, status, headers, body }: Page): string {
  const location = headers.get('location');
  if (location === null) throw new Error(`${url} answered ${status} and leads nowhere:\n${body}`);
  return location;
}

test('people of another implementation sign in, and are the same the second time, under a key just published', async () => {
  const first = await signIn();
  expect(first).toMatchObject({ name: 'Linus Pauling', email: LINUS.email });
  await glewlwyd.rotateKey();
  // A provider is asked for keys once in two seconds at most, whoever signs by keys that nobody knows.
  await delay(2_000);
  const second = await signIn();
  expect(second?.sub).toBe(first?.sub);
  expect(second?.['sid']).not.toBe(first?.['sid']);
});
