import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { DemoIdp } from './demo-idp/demo-idp.ts';
import { askApi, callApi, createOnce, type LocalApi } from './local-api.ts';

const TENANT = 'acme';
const DIRECTORY = 'lenient';
const CONNECTION = 'demo';
/** Rollcall's client id at the demo identity provider. */
const CLIENT_ID = 'rollcall';

const app = z.object({ issuer: z.string(), clientId: z.string(), clientSecret: z.string() });

/** The secrets of a sign-in: of the sample app at Rollcall, and of Rollcall at the demo identity provider. */
export const seededSignIn = z.object({ app, demoIdpSecret: z.string() });

const connection = z.object({ redirectUri: z.string() });

export type SeededSignIn = z.output<typeof seededSignIn>;

export interface SignInSeedOptions {
  readonly admin: LocalApi;
  /** Of tenant acme's directory that the demo identity provider's people come from. */
  readonly scim: LocalApi;
  /** The root of the deployment. */
  readonly baseUrl: string;
  readonly demoIdp: DemoIdp;
  /** The root of the sample app. */
  readonly sampleApp: string;
  /** Of an earlier start. */
  readonly known: SeededSignIn | undefined;
}

/**
 * Sees to it that tenant acme's people can sign in to the sample app by the demo identity provider, whose first
 * person is provisioned by SCIM as well.
 */
export async function seedSignIn(options: SignInSeedOptions): Promise<SeededSignIn> {
  const { known } = options;
  const demoIdpSecret = known?.demoIdpSecret ?? randomBytes(32).toString('base64url');
  await connect(options, demoIdpSecret);
  if (!known) await provisionFirst(options);
  return { app: await seedApp(options), demoIdpSecret };
}

async function connect(
  { admin, baseUrl, demoIdp }: SignInSeedOptions,
  clientSecret: string,
): Promise<void> {
  const path = `/tenants/${TENANT}/connections`;
  const changing = { issuer: demoIdp.issuer, clientSecret };
  const isNew = await createOnce(admin, path, {
    id: CONNECTION,
    kind: 'oidc',
    displayName: 'Demo identity provider',
    clientId: CLIENT_ID,
    directory: DIRECTORY,
    externalIdClaim: 'sub',
    policy: { mode: 'hybrid' },
    ...changing,
  });
  const one = `${path}/${CONNECTION}`;
  if (!isNew) await askApi(admin, 'PATCH', one, changing);
  const { redirectUri } = connection.parse(await askApi(admin, 'GET', one));
  await demoIdp.register({
    clientId: CLIENT_ID,
    clientSecret,
    redirectUris: [redirectUri],
    backchannelLogoutUri: `${baseUrl}/sign-in/${TENANT}/backchannel-logout/${CONNECTION}`,
  });
}

async function provisionFirst({ scim, demoIdp }: SignInSeedOptions): Promise<void> {
  const [person] = demoIdp.people;
  if (!person) return;
  const { subject, email, givenName, familyName } = person;
  await createOnce(scim, '/Users', {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    userName: email,
    externalId: subject,
    // Her provider calls her otherwise, and a sign-in by it does not change what SCIM said.
    name: { givenName: givenName.split(' ').at(-1), familyName },
    emails: [{ value: email, primary: true }],
  });
}

async function seedApp({
  admin,
  sampleApp,
  known,
}: SignInSeedOptions): Promise<SeededSignIn['app']> {
  const path = `/tenants/${TENANT}/apps`;
  const addresses = { redirectUris: [`${sampleApp}callback`], postLogoutRedirectUris: [sampleApp] };
  if (known) {
    const changed = await callApi(admin, 'PATCH', `${path}/${known.app.clientId}`, addresses);
    if (changed.ok) return app.parse({ ...known.app, ...Object(await changed.json()) });
  }
  return app.parse(await askApi(admin, 'POST', path, { name: 'Sample app', ...addresses }));
}
