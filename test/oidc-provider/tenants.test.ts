import * as client from 'openid-client';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { sharedScope } from '#shared/identity/scope.ts';
import { HttpBrowser } from '../support/http-browser.ts';
import { sessionFor } from '../support/sessions.ts';
import { createProviderWorld, type ProviderWorld, type TestApp } from './support/provider-world.ts';

let world: ProviderWorld;
let wiki: TestApp;
let shop: TestApp;
beforeAll(async () => {
  world = await createProviderWorld();
  wiki = await world.newApp();
  shop = await world.newApp({ tenantId: 'globex' });
});
afterAll(() => world.close());
afterEach(() => {
  expect(world.unforeseen).toEqual([]);
});

/** As if the app, with its secret, were one of globex's. */
function movedToGlobex({ app, secret }: TestApp): client.Configuration {
  const config = new client.Configuration(shop.config.serverMetadata(), app.id, secret);
  client.allowInsecureRequests(config);
  return config;
}

describe('what one tenant gave', () => {
  test('is nothing at another: neither app, code, token nor cookie', async () => {
    const person = await world.newPerson();
    const { browser, tokens } = await world.signIn(wiki, person);
    const unused = await world.authorize(wiki, browser);
    const unknown = { error: 'invalid_client' };
    const stolen = movedToGlobex(wiki);
    const callback = new URL(unused.callback);
    callback.searchParams.set('iss', `${world.origin}/oidc/globex`);
    const code = client.authorizationCodeGrant(stolen, callback, unused.checks);
    await expect(code).rejects.toMatchObject(unknown);

    const swapped = client.authorizationCodeGrant(shop.config, callback, unused.checks);
    await expect(swapped).rejects.toMatchObject({ error: 'invalid_grant' });
    const refresh = client.refreshTokenGrant(shop.config, tokens.refresh_token ?? '');
    await expect(refresh).rejects.toMatchObject({ error: 'invalid_grant' });
    const info = client.fetchUserInfo(shop.config, tokens.access_token, person.id);
    await expect(info).rejects.toMatchObject({ status: 401 });
    for (const token of [tokens.access_token, tokens.refresh_token ?? '']) {
      const said = await client.tokenIntrospection(shop.config, token);
      expect(said).toEqual({ active: false });
    }

    const cookie = browser.cookies.find(({ name }) => name === '__Host-rollcall-acme');
    const smuggled = await fetch(
      client.buildAuthorizationUrl(shop.config, {
        redirect_uri: shop.app.redirectUris[0] ?? '',
        scope: 'openid',
        prompt: 'none',
        code_challenge: 'a'.repeat(43),
        code_challenge_method: 'S256',
      }),
      { redirect: 'manual', headers: { cookie: `__Host-rollcall-globex=${cookie?.value}` } },
    );
    expect(cookie?.value).toMatch(/^[\w-]{20,}$/);
    expect(smuggled.headers.get('location')).toContain('error=login_required');
  });

  test('does not disturb a sign-in at the other in the same browser', async () => {
    const browser = new HttpBrowser();
    const [ada, grace] = [
      await world.newPerson(),
      await world.newPerson({}, sharedScope('globex')),
    ];
    await world.signIn(wiki, ada, { browser });
    const other = await world.signIn(shop, grace, { browser });
    expect(other.tokens.claims()).toMatchObject({ sub: grace.id, tenant: 'globex' });
    const again = await world.authorize(wiki, browser, { prompt: 'none' });
    const tokens = await client.authorizationCodeGrant(wiki.config, again.callback, again.checks);
    expect(tokens.claims()?.sub).toBe(ada.id);
  });

  test('is not begun for somebody of another tenant', async () => {
    const stranger = await world.newPerson({}, sharedScope('globex'));
    const begun = world.sessions.begin(sessionFor(stranger));
    await expect(begun).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('the discovery document', () => {
  test('says what there is', async () => {
    const response = await fetch(`${world.origin}/oidc/acme/.well-known/openid-configuration`);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    const document = (await response.text()).replaceAll(world.origin, 'https://id.example.com');
    const shown = `${JSON.stringify(JSON.parse(document), null, 2)}\n`;
    await expect(shown).toMatchFileSnapshot('golden/openid-configuration.golden');
  });

  test('leads to the keys, the next among them', async () => {
    const { jwks_uri = '' } = wiki.config.serverMetadata();
    const { keys } = (await (await fetch(jwks_uri)).json()) as { keys: object[] };
    expect(keys).toEqual(world.signers.map(({ publicKey }) => publicKey));
    expect(JSON.stringify(keys)).not.toMatch(/"(d|p|q|dp|dq|qi)":/);
  });
});
