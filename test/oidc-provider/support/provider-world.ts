import * as client from 'openid-client';
import { createAppStore } from '#functions/adapters/dynamodb/app-store.ts';
import { createArtefactStore } from '#functions/adapters/dynamodb/artefact-store.ts';
import { createGrantLog } from '#functions/adapters/dynamodb/grant-log.ts';
import { createInteractions } from '#functions/adapters/dynamodb/interactions.ts';
import { createActivityStore } from '#functions/adapters/dynamodb/lifecycle-activity.ts';
import { createRevocationStore } from '#functions/adapters/dynamodb/revocation-store.ts';
import { createRoleRuleStore } from '#functions/adapters/dynamodb/role-rule-store.ts';
import { createSessionStore } from '#functions/adapters/dynamodb/session-store.ts';
import { createOidcProvider } from '#functions/oidc-provider/create-oidc-provider.ts';
import { createUserTypes } from '#shared/identity/conditions/user-types.ts';
import { createResource } from '#shared/identity/create-resource.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import type { Scope } from '#shared/identity/scope.ts';
import { sharedScope } from '#shared/identity/scope.ts';
import { signOutEverywhere } from '#shared/identity/sign-out-everywhere.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { hashSecret, newSecret } from '#shared/kernel/secret.ts';
import { createActivityNoter } from '#shared/lifecycle/activity.ts';
import { userType } from '#shared/scim/resource-types.ts';
import { accountIdOf } from '#shared/sessions/account-id.ts';
import { type App, mintAppSecret } from '#shared/sessions/app.ts';
import { browserCookies } from '#shared/sessions/provider-cookies.ts';
import type { Session } from '#shared/sessions/session.ts';
import { requestFor, startServer } from '../../functions/cli/support/test-server.ts';
import { HttpBrowser } from '../../support/http-browser.ts';
import { localSigner } from '../../support/local-signer.ts';
import type { TestTable } from '../../support/new-table.ts';
import { acme, attributes, mandate } from '../../support/people.ts';
import { appFor, sessionFor } from '../../support/sessions.ts';
import { createWorld } from '../../support/world.ts';

const BROWSER = new RegExp(`${browserCookies.own}=([^;]+)`);

export type ProviderWorld = Awaited<ReturnType<typeof createProviderWorld>>;

/** An app with its secret, and openid-client as it would use it. */
export interface TestApp {
  readonly app: App;
  readonly secret: string;
  readonly config: client.Configuration;
}

export interface SignedIn {
  readonly browser: HttpBrowser;
  readonly session: Session;
  readonly tokens: client.TokenEndpointResponse & client.TokenEndpointResponseHelpers;
  /** Where the app got its code, and what it needs to swap it. */
  readonly callback: URL;
  readonly checks: client.AuthorizationCodeGrantChecks;
}

/** The provider over HTTP, with a sign-in that lets in whoever is said to be at the door. */
export async function createProviderWorld(testTable?: TestTable) {
  const world = await createWorld(testTable);
  const apps = createAppStore(world.table);
  const sessions = createSessionStore(world.table);
  const interactions = createInteractions(world.table, apps, world.clock);
  const signers = [localSigner(), localSigner()] as const;
  const signedOut: string[] = [];
  const activities = createActivityStore(world.table);
  const providerPorts = {
    sessions,
    apps,
    identity: world.store,
    clock: world.clock,
    tenancy: world.tenancy,
    // Tests are faster than any people.
    rateLimiter: { admit: async () => ({ beside: Promise.resolve() }) },
    artefacts: createArtefactStore(world.table, world.clock),
    grants: createGrantLog(world.table),
    revocations: createRevocationStore(world.table),
    roles: {
      rules: createRoleRuleStore(world.table),
      userTypes: createUserTypes(world.declarations),
    },
    signingKeys: async () => signers,
    signOut: async (name: Pick<Session, 'scope' | 'userId' | 'id'>) => {
      await sessions.end(name, world.clock.now());
      signedOut.push(name.id);
    },
    noteActivity: createActivityNoter(activities, world.clock),
    signOutEverywhere: async ({ scope, userId }: Pick<Session, 'scope' | 'userId'>) => {
      await signOutEverywhere(world.ports, { ...mandate, scope }, userId);
    },
    report: (error: unknown) => void world.unforeseen.push(error),
  };
  const provider = createOidcProvider(providerPorts);
  /** Called with the tenant and the interaction of whoever comes to the sign-in. */
  const door = {
    open: async (_tenantId: string, _uid: string, _browserHash: string): Promise<void> => undefined,
  };
  const server = await startServer(async (received) => {
    const request = requestFor(server.origin, received);
    const { pathname } = new URL(request.url);
    if (pathname.startsWith('/oidc/')) return await provider(request, 'request-1');
    const [, , tenantId = '', , uid = ''] = pathname.split('/');
    if (!pathname.startsWith('/sign-in/')) return new Response('The app.');
    const [, browser = newSecret()] = BROWSER.exec(request.headers.get('cookie') ?? '') ?? [];
    const kept = { 'set-cookie': `${browserCookies.own}=${browser}; Path=/; Secure; HttpOnly` };
    try {
      await door.open(tenantId, uid, await hashSecret(browser));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return new Response('Nobody is let in.', { status: 403, headers: kept });
    }
    const interaction = await interactions.interaction(tenantId, uid);
    const location = interaction?.returnTo ?? '/nowhere';
    return new Response(null, { status: 303, headers: { location, ...kept } });
  });

  async function tenant(id: string): Promise<void> {
    if (await world.tenancy.tenant(id)) return;
    await world.tenancy.createTenant({ id, createdAt: new Date().toISOString() });
  }

  async function newApp(changes: Partial<App> = {}): Promise<TestApp> {
    const { clientSecret, hash } = await mintAppSecret();
    const confidential = changes.type !== 'public';
    const secrets = confidential ? [{ id: '1', hash, createdAt: new Date().toISOString() }] : [];
    const callback = `${server.origin}/app/callback`;
    const app = appFor({
      redirectUris: [callback],
      postLogoutRedirectUris: [`${server.origin}/app/bye`],
      secrets,
      ...changes,
    });
    await tenant(app.tenantId);
    await apps.createApp(app);
    const config = await client.discovery(
      new URL(`${server.origin}/oidc/${app.tenantId}`),
      app.id,
      confidential ? clientSecret : undefined,
      confidential ? undefined : client.None(),
      { execute: [client.allowInsecureRequests] },
    );
    return { app, secret: clientSecret, config };
  }

  let count = 0;
  async function newPerson(values: object = {}, scope: Scope = acme): Promise<ResourceRecord> {
    count += 1;
    return await createResource(world.ports, { ...mandate, scope }, userType, {
      attributes: attributes({ userName: `p${count}@example.com`, ...values }),
      members: [],
    });
  }

  /** Lets the person in through the door from now on, with a session anew each time. */
  function admit(person: ResourceRecord, changes: Partial<Session> = {}): Session[] {
    const begun: Session[] = [];
    door.open = async (tenantId, uid, browserHash) => {
      const session = sessionFor(person, { scope: sharedScope(tenantId), ...changes });
      await sessions.begin(session);
      begun.push(session);
      const { authTime, acr, amr } = session;
      await interactions.conclude(tenantId, uid, {
        accountId: accountIdOf(session),
        authTime,
        browserHash,
        ...(acr !== undefined && { acr }),
        ...(amr && { amr }),
      });
    };
    return begun;
  }

  /** Goes from the app to the app, as far as it gets. */
  async function authorize(
    { config, app }: TestApp,
    browser: HttpBrowser,
    parameters: Record<string, string> = {},
  ) {
    const pkceCodeVerifier = client.randomPKCECodeVerifier();
    const checks = {
      pkceCodeVerifier,
      expectedState: client.randomState(),
      expectedNonce: client.randomNonce(),
    };
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: app.redirectUris[0] ?? '',
      scope: 'openid profile email offline_access',
      code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
      state: checks.expectedState,
      nonce: checks.expectedNonce,
      ...parameters,
    });
    const page = await browser.open(url.href);
    return { page, checks, callback: new URL(page.url) };
  }

  async function signIn(
    app: TestApp,
    person: ResourceRecord,
    { browser = new HttpBrowser(), parameters = {}, session = {} as Partial<Session> } = {},
  ): Promise<SignedIn> {
    const begun = admit(person, session);
    const { callback, checks } = await authorize(app, browser, parameters);
    const tokens = await client.authorizationCodeGrant(app.config, callback, checks);
    const last = begun.at(-1);
    if (!last) throw new TypeError('Nobody came to the door.');
    return { browser, session: last, tokens, callback, checks };
  }

  return {
    ...world,
    ...{
      origin: server.origin,
      provider,
      providerPorts,
      apps,
      sessions,
      interactions,
      activities,
      signers,
      signedOut,
    },
    ...{ tenant, newApp, newPerson, admit, authorize, signIn, door },
    close: server.close,
  };
}
