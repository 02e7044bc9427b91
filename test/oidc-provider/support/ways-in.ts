import * as client from 'openid-client';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import type { ProviderWorld, SignedIn, TestApp } from './provider-world.ts';

/** What somebody holds who is signed in to an app with JWTs and to one with opaque tokens. */
export interface Holding {
  readonly person: ResourceRecord;
  readonly jwt: SignedIn;
  readonly opaque: SignedIn;
}

export interface TestApps {
  readonly jwt: TestApp;
  readonly opaque: TestApp;
}

export async function newApps(world: ProviderWorld): Promise<TestApps> {
  return {
    jwt: await world.newApp({ accessTokenFormat: 'jwt' }),
    opaque: await world.newApp({ accessTokenFormat: 'opaque' }),
  };
}

export async function signedIn(world: ProviderWorld, apps: TestApps): Promise<Holding> {
  const person = await world.newPerson();
  const jwt = await world.signIn(apps.jwt, person);
  const opaque = await world.signIn(apps.opaque, person);
  return { person, jwt, opaque };
}

type IsRefused = (world: ProviderWorld, apps: TestApps, held: Holding) => Promise<boolean>;

const isInactive = async ({ config }: TestApp, token: string) =>
  !(await client.tokenIntrospection(config, token)).active;

/** Every way in that is open to who holds something; each tells whether it is closed. */
export const waysIn: Readonly<Record<string, IsRefused>> = {
  'cookie of the sign-in': async (world, { jwt: app }, { jwt: { browser } }) => {
    const { callback } = await world.authorize(app, browser, { prompt: 'none' });
    return callback.searchParams.get('error') === 'login_required';
  },
  'refresh token': async (_world, { opaque: { config } }, { opaque: { tokens } }) => {
    const swapped = client.refreshTokenGrant(config, tokens.refresh_token ?? '');
    return await swapped.then(
      () => false,
      (error: unknown) =>
        error instanceof client.ResponseBodyError && error.error === 'invalid_grant',
    );
  },
  'introspection of a JWT': (_world, { jwt }, held) =>
    isInactive(jwt, held.jwt.tokens.access_token),
  'introspection of an opaque token': (_world, { opaque }, held) =>
    isInactive(opaque, held.opaque.tokens.access_token),
  'opaque token, at userinfo': async ({ origin }, _apps, { opaque: { tokens } }) => {
    const headers = { authorization: `Bearer ${tokens.access_token}` };
    return (await fetch(`${origin}/oidc/acme/me`, { headers })).status === 401;
  },
};
