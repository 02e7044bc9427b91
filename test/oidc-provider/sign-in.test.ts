import * as jose from 'jose';
import * as client from 'openid-client';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createProviderWorld, type ProviderWorld, type TestApp } from './support/provider-world.ts';

let world: ProviderWorld;
let wiki: TestApp;
beforeAll(async () => {
  world = await createProviderWorld();
  wiki = await world.newApp();
});
afterAll(() => world.close());
afterEach(() => {
  expect(world.unforeseen).toEqual([]);
});

const ada = { displayName: 'Ada Lind', emails: [{ value: 'ada@example.com', primary: true }] };

describe('an app that signs somebody in', () => {
  test('gets tokens for the person, and everything that they say', async () => {
    const person = await world.newPerson(ada);
    const { tokens, session } = await world.signIn(wiki, person);
    expect(tokens.claims()).toMatchObject({
      iss: `${world.origin}/oidc/acme`,
      aud: wiki.app.id,
      sub: person.id,
      sid: session.id,
      tenant: 'acme',
      roles: [],
      amr: ['pwd'],
      auth_time: session.authTime,
      name: 'Ada Lind',
      email: 'ada@example.com',
      preferred_username: person.attributes['userName'],
    });
    const jwks = jose.createRemoteJWKSet(new URL(`${world.origin}/oidc/acme/jwks`));
    const { payload, protectedHeader } = await jose.jwtVerify(tokens.access_token, jwks, {
      issuer: `${world.origin}/oidc/acme`,
      audience: wiki.app.audience,
      typ: 'at+jwt',
    });
    expect(protectedHeader).toEqual({
      alg: 'RS256',
      typ: 'at+jwt',
      kid: world.signers[0].publicKey.kid,
    });
    expect(payload).toMatchObject({
      sub: person.id,
      client_id: wiki.app.id,
      scope: 'openid profile email offline_access',
      tenant: 'acme',
      roles: [],
      sid: session.id,
      epoch: 0,
    });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(300);
    expect(tokens.refresh_token).toMatch(/^[\w-]{43}$/);

    const info = await client.fetchUserInfo(wiki.config, tokens.access_token, person.id);
    expect(info).toMatchObject({ sub: person.id, name: 'Ada Lind', email: 'ada@example.com' });
  });
});
