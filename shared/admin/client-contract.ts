import * as z from 'zod/mini';
import { MAX_TOKEN_DAYS, tokenScope } from '#shared/admin/admin-contract.ts';
import { MAX_TOKEN_MINUTES, MIN_TOKEN_MINUTES } from '#shared/tenancy/oauth-client.ts';
import { DEFAULT_TOKEN_DAYS } from '#shared/tenancy/token.ts';

// OAuth clients over the admin API; as in admin-contract.ts, requests are closed and answers may grow.

const claim = z
  .string()
  .check(z.minLength(1, 'is empty'), z.maxLength(500, 'is longer than 500 characters'));

const isHttpUrl = (text: string) => /^https?:$/.test(URL.parse(text)?.protocol ?? '');

const url = claim.check(z.refine(isHttpUrl, 'is not an http(s) URL'));

/**
 * Entra shows the scope to ask for, `api://<app>/.default`, where it means the audience; the assertion's `aud` is
 * without the suffix.
 */
const audience = z.pipe(
  claim,
  z.transform((text) => text.replace(/(?<=^api:\/\/[^/]+)\/\.default$/, '')),
);

export const newTrust = z.strictObject({
  issuer: url,
  subject: claim,
  audience,
  jwksUri: z.optional(url),
});

const days = z._default(z.int().check(z.minimum(1), z.maximum(MAX_TOKEN_DAYS)), DEFAULT_TOKEN_DAYS);
const tokenMinutes = z.int().check(z.minimum(MIN_TOKEN_MINUTES), z.maximum(MAX_TOKEN_MINUTES));

/** With a trust the client gets no secret: it needs none. */
export const newClient = z.strictObject({
  scope: z._default(tokenScope, 'full'),
  tokenMinutes: z._default(tokenMinutes, MIN_TOKEN_MINUTES),
  secretExpiresInDays: days,
  trust: z.optional(newTrust),
});

export const newSecret = z.strictObject({ expiresInDays: days });

const secretAnswer = z.object({
  id: z.string(),
  createdAt: z.string(),
  expiresAt: z.string(),
  /** False once it expired. */
  live: z.boolean(),
});

const trustAnswer = z.object({
  id: z.string(),
  issuer: z.string(),
  subject: z.string(),
  audience: z.string(),
  jwksUri: z.nullable(z.string()),
  createdAt: z.string(),
});

export const clientAnswer = z.object({
  clientId: z.string(),
  scope: z.string(),
  /** Minutes. */
  tokenMinutes: z.number(),
  createdAt: z.string(),
  tokenUrl: z.string(),
  scimBaseUrl: z.string(),
  secrets: z.array(secretAnswer),
  trusts: z.array(trustAnswer),
});
export const clientsAnswer = z.object({ clients: z.array(clientAnswer) });

/** The only answer, with that of a new secret, that ever holds a secret; null for a client that has none. */
export const createdClientAnswer = z.extend(clientAnswer, {
  clientSecret: z.nullable(z.string()),
});

export const issuedSecretAnswer = z.extend(secretAnswer, { clientSecret: z.string() });

export type ClientAnswer = z.output<typeof clientAnswer>;
export type CreatedClientAnswer = z.output<typeof createdClientAnswer>;
export type IssuedSecretAnswer = z.output<typeof issuedSecretAnswer>;
