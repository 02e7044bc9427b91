import * as z from 'zod/mini';
import { MAX_REFRESH_DAYS, MAX_SCOPES, MAX_URIS, standardScopes } from '#shared/sessions/app.ts';
import { appUriProblem, audienceProblem } from '#shared/sessions/app-uri.ts';

// What goes to and fro about apps. As elsewhere: requests hold nothing else, answers may grow.

const without = (problem: (text: string) => string | undefined) =>
  z.refine<string>((text) => problem(text) === undefined, {
    error: ({ input }) => problem(String(input)),
  });

export const appUri = z.string().check(without(appUriProblem));
export const appUris = z.array(appUri).check(z.maxLength(MAX_URIS));
export const redirectUris = appUris.check(z.minLength(1));
export const audience = z.string().check(without(audienceProblem));

export const appName = z
  .string()
  .check(z.minLength(1, 'is empty'), z.maxLength(100, 'is longer than 100 characters'));
export const appType = z.enum(['confidential', 'public']);
export const accessTokenFormat = z.enum(['jwt', 'opaque']);

/** RFC 6749 section 3.3. */
const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e]{1,100}$/;
const OPENID = 'openid';
export const scopes = z.array(z.string().check(z.regex(SCOPE, 'is not the name of a scope'))).check(
  z.maxLength(MAX_SCOPES),
  z.refine((names) => names.includes(OPENID), 'openid has to be among them'),
);
const refreshDays = z.int().check(z.minimum(1), z.maximum(MAX_REFRESH_DAYS));

export const newApp = z.strictObject({
  name: appName,
  type: z._default(appType, 'confidential'),
  redirectUris,
  postLogoutRedirectUris: z._default(appUris, []),
  backchannelLogoutUri: z.optional(appUri),
  backchannelLogoutSessionRequired: z._default(z.boolean(), true),
  initiateLoginUri: z.optional(appUri),
  targetLinkUris: z._default(appUris, []),
  scopes: z._default(scopes, [...standardScopes]),
  accessTokenFormat: z._default(accessTokenFormat, 'jwt'),
  audience: z.optional(audience),
  refreshDays: z._default(refreshDays, 30),
});

/** What is left out stays, and null takes away what may be missing. */
export const changedApp = z.strictObject({
  name: z.optional(appName),
  redirectUris: z.optional(redirectUris),
  postLogoutRedirectUris: z.optional(appUris),
  backchannelLogoutUri: z.optional(z.nullable(appUri)),
  backchannelLogoutSessionRequired: z.optional(z.boolean()),
  initiateLoginUri: z.optional(z.nullable(appUri)),
  targetLinkUris: z.optional(appUris),
  scopes: z.optional(scopes),
  accessTokenFormat: z.optional(accessTokenFormat),
  audience: z.optional(audience),
  refreshDays: z.optional(refreshDays),
});

export const MAX_SECRET_OVERLAP_HOURS = 720;

export const secretRotation = z.strictObject({
  overlapHours: z._default(z.int().check(z.minimum(0), z.maximum(MAX_SECRET_OVERLAP_HOURS)), 24),
});

export const appAnswer = z.object({
  clientId: z.string(),
  name: z.string(),
  type: z.string(),
  /** Below it, the discovery document says where everything else is. */
  issuer: z.string(),
  redirectUris: z.array(z.string()),
  postLogoutRedirectUris: z.array(z.string()),
  backchannelLogoutUri: z.nullable(z.string()),
  backchannelLogoutSessionRequired: z.boolean(),
  initiateLoginUri: z.nullable(z.string()),
  targetLinkUris: z.array(z.string()),
  scopes: z.array(z.string()),
  accessTokenFormat: z.string(),
  audience: z.string(),
  refreshDays: z.number(),
  /** Those that are live; `expiresAt` of one that was replaced. */
  secrets: z.array(
    z.object({ id: z.string(), createdAt: z.string(), expiresAt: z.nullable(z.string()) }),
  ),
  createdAt: z.string(),
});
export const appsAnswer = z.object({ apps: z.array(appAnswer) });

/** The only answers that ever hold a secret; null for a public app. */
export const appSecretAnswer = z.extend(appAnswer, { clientSecret: z.nullable(z.string()) });

export type AppAnswer = z.output<typeof appAnswer>;
export type AppSecretAnswer = z.output<typeof appSecretAnswer>;
