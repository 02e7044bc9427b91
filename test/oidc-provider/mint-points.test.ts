import { Provider } from 'oidc-provider';
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createArtefactAdapter } from '#functions/oidc-provider/artefact-adapter.ts';
import { providerConfiguration } from '#functions/oidc-provider/provider-configuration.ts';
import { setState } from '#shared/identity/set-state.ts';
import { signOutEverywhere } from '#shared/identity/sign-out-everywhere.ts';
import { sessionRenewed } from '#shared/sign-in/session-started.ts';
import { HttpBrowser } from '../support/http-browser.ts';
import { mandate } from '../support/people.ts';
import { sessionFor } from '../support/sessions.ts';
import { mintPoints, mintPointsIn } from './support/mint-points.ts';
import { createProviderWorld, type ProviderWorld } from './support/provider-world.ts';
import { type Holding, newApps, signedIn, type TestApps, waysIn } from './support/ways-in.ts';

let world: ProviderWorld;
let apps: TestApps;
beforeAll(async () => {
  world = await createProviderWorld();
  apps = await newApps(world);
});
afterAll(() => world.close());

/** Tells whether somebody whose access has ended gets nothing there. */
type GivesNothing = (ended: () => Promise<Holding>) => Promise<boolean>;

const way =
  (name: keyof typeof waysIn): GivesNothing =>
  async (ended) =>
    (await waysIn[name]?.(world, apps, await ended())) ?? false;

const rejects = (promise: Promise<unknown>, expected: (error: unknown) => boolean) =>
  promise.then(() => false, expected);

const wasSignedOut = (error: unknown) =>
  error instanceof Error && error.message.includes('signed out meanwhile');

const isInvalidGrant = (error: unknown) =>
  error instanceof client.ResponseBodyError && error.error === 'invalid_grant';

const cookie = way('cookie of the sign-in');
const refreshToken = way('refresh token');

const endings = {
  deactivated: (id: string) => setState(world.ports, mandate, id, 'deactivated'),
  'signed out everywhere': (id: string) => signOutEverywhere(world.ports, mandate, id),
};
let end: (id: string) => Promise<unknown> = endings.deactivated;

/** A code that was got in time and is swapped too late. */
async function staleCode(): Promise<boolean> {
  const person = await world.newPerson();
  world.admit(person);
  const { callback, checks } = await world.authorize(apps.jwt, new HttpBrowser());
  expect(callback.searchParams.get('code')).toBeTruthy();
  await end(person.id);
  return await rejects(
    client.authorizationCodeGrant(apps.jwt.config, callback, checks),
    isInvalidGrant,
  );
}

/** What is minted in the code, and what becomes of it; `undefined` where it is for nobody who signs in. */
const points: Readonly<Record<string, GivesNothing | undefined>> = {
  'shared/sessions/begin-session.ts: sessions.begin': async (ended) => {
    const { id } = (await ended()).person;
    return await rejects(world.sessions.begin(sessionFor({ id, epoch: 0 })), wasSignedOut);
  },
  'shared/sign-in/session-of-sign-in.ts: sessions.renew': async (ended) => {
    const { session } = (await ended()).jwt;
    const record = sessionRenewed(world.ports, mandate, session);
    return await rejects(world.sessions.renew(session, record), wasSignedOut);
  },
  // A sign-in that is concluded with a session that is over goes round to the door again.
  'shared/sign-in/finish-sign-in.ts: interactions.conclude': cookie,
  'functions/oidc-provider/provider-configuration.ts: new provider.Grant': refreshToken,
  'functions/oidc-provider/external-keys.ts: signer.sign': staleCode,
  // Tells of what ended, and of receipts: gives nothing to anybody.
  'shared/sessions/sign-jws.ts: signer.sign': undefined,
  'shared/sessions/tell-app.ts: signJws': undefined,
  'shared/sessions/offboard.ts: signJws': undefined,
  // Of directories, their clients, and apps: no person's.
  'shared/admin/app-routes.ts: mintAppSecret': undefined,
  'shared/admin/client-credentials.ts: mintClientSecret': undefined,
  'shared/admin/client-routes.ts: mintClientSecret': undefined,
  'shared/admin/token-routes.ts: mintToken': undefined,
  'shared/token-endpoint/create-token-endpoint.ts: mintToken': undefined,
  // What we say to others of ourselves.
  'shared/sign-in/relying-party/client-authentication.ts: new SignJWT': undefined,
  'functions/adapters/sqs/send-message.ts: signer.sign': undefined,
  'functions/cli/aws-signature.ts: signer.sign': undefined,
};

const isOff =
  (path: string, body: Record<string, string>): GivesNothing =>
  async () => {
    const { app, secret } = apps.jwt;
    const response = await fetch(`${world.origin}/oidc/acme${path}`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${app.id}:${secret}`)}` },
      body: new URLSearchParams(body),
    });
    return response.status === 404 || response.status === 400;
  };

/** What the OpenID provider keeps, by the kinds for which it asks for a place. */
const kinds: Readonly<Record<string, GivesNothing | undefined>> = {
  Session: cookie,
  Interaction: cookie,
  AuthorizationCode: staleCode,
  Grant: refreshToken,
  RefreshToken: refreshToken,
  AccessToken: async (ended) => {
    const held = await ended();
    const same = async () => held;
    return (
      (await way('opaque token, at userinfo')(same)) &&
      (await way('introspection of an opaque token')(same)) &&
      (await way('introspection of a JWT')(same))
    );
  },
  ClientCredentials: isOff('/token', { grant_type: 'client_credentials' }),
  DeviceCode: isOff('/device/auth', {}),
  PushedAuthorizationRequest: isOff('/request', {}),
  BackchannelAuthenticationRequest: isOff('/backchannel', {}),
  InitialAccessToken: isOff('/reg', {}),
  RegistrationAccessToken: isOff('/reg', {}),
  ReplayDetection: undefined,
  Client: undefined,
};

/** Names of the kinds for which oidc-provider asks our adapter. */
function keptKinds(): string[] {
  const asked: string[] = [];
  const ports = { ...world.providerPorts, tenantId: 'acme' };
  const configuration = providerConfiguration(ports, world.signers);
  const adapter = createArtefactAdapter(ports);
  const provider = new Provider('https://id.example.com', {
    ...configuration,
    adapter: (name: string) => {
      asked.push(name);
      return adapter(name);
    },
  });
  for (const name of Object.keys(kinds)) {
    const model: unknown = Reflect.get(provider, name);
    if (typeof model === 'function' && 'adapter' in model) void model.adapter;
  }
  return [...new Set(asked)];
}

describe('whatever can be minted', () => {
  test('has a row in the table above, as the code has it', () => {
    expect(mintPoints()).toEqual(Object.keys(points).sort());
  });

  test('is kept by kinds that have a row, as oidc-provider asks for them', () => {
    const asked = keptKinds();
    expect(asked).toEqual(expect.arrayContaining(['AccessToken', 'RefreshToken', 'Session']));
    expect(asked.filter((kind) => !(kind in kinds))).toEqual([]);
  });

  const rows = Object.entries({ ...points, ...kinds }).flatMap(([name, row]) =>
    row ? [[name, row] as const] : [],
  );

  describe.each(Object.entries(endings))('gives nothing to who is %s', (_how, ending) => {
    const ended = async () => {
      const held = await signedIn(world, apps);
      await ending(held.person.id);
      return held;
    };
    /** Several rows have the same way, which is gone once. */
    const answers = new Map<GivesNothing, Promise<boolean>>();

    test.each(rows)('%s', async (_name, givesNothing) => {
      end = ending;
      const answer = answers.get(givesNothing) ?? givesNothing(ended);
      answers.set(givesNothing, answer);
      expect(await answer).toBe(true);
    });
  });
});

test('a mint that nobody thought of is found, and one that is only spoken of is not', () => {
  const planted = `
    /** See mintToken(id). */
    // await sessions.begin(session);
    export async function mintToken(id: string) {}
    const a = await sessions.begin(session);
    const b = new provider.DeviceCode({ accountId });
    return await mintSomethingNew(user) + signJws(keys, 'x', text);`;
  expect(mintPointsIn('planted.ts', planted)).toEqual([
    'planted.ts: sessions.begin',
    'planted.ts: mintSomethingNew',
    'planted.ts: signJws',
    'planted.ts: new provider.DeviceCode',
  ]);
});
