import * as z from 'zod/mini';
import { type DialectName, dialects } from '#shared/scim/dialect.ts';
import { MAX_BURST, MAX_PER_SECOND } from '#shared/tenancy/rate-limit.ts';
import { isSlug } from '#shared/tenancy/tenant.ts';
import { DEFAULT_TOKEN_DAYS } from '#shared/tenancy/token.ts';
import { tokenScopes } from '#shared/tenancy/token-scope.ts';

// What goes to and fro over the admin API. Requests are refused when they hold anything else; answers may grow,
// and their readers overlook what they do not know.

/** The name of a tenant or directory, which is also its id. */
export const slug = z
  .string()
  .check(z.refine(isSlug, 'use 1-40 lower-case letters, digits and inner hyphens, such as "acme"'));

export const dialectName = z.enum(Object.keys(dialects) as DialectName[]);
export const visibility = z.enum(['tenant', 'own']);

/** Users on one page unless the request says otherwise, and at most. */
export const DEFAULT_PAGE = 100;
export const MAX_PAGE = 200;

export const newTenant = z.strictObject({ name: slug });

const requestsPerSecond = z.int().check(z.minimum(1), z.maximum(MAX_PER_SECOND));
/** Requests that may come at once after a pause. */
const burst = z.int().check(z.minimum(1), z.maximum(MAX_BURST));

/** Name of an attribute of users, in full where it is that of an extension. */
export const attributeName = z.string().check(z.minLength(1), z.maxLength(300));

export const newDirectory = z.strictObject({
  name: slug,
  dialect: z._default(dialectName, 'lenient'),
  visibility: z._default(visibility, 'tenant'),
  requestsPerSecond: z.optional(requestsPerSecond),
  burst: z.optional(burst),
  startsAtAttribute: z.exactOptional(attributeName),
  endsAtAttribute: z.exactOptional(attributeName),
});

/** What can be changed of a directory; what is left out stays, and null takes the name of an attribute away. */
export const changedDirectory = z.strictObject({
  requestsPerSecond: z.optional(requestsPerSecond),
  burst: z.optional(burst),
  startsAtAttribute: z.exactOptional(z.nullable(attributeName)),
  endsAtAttribute: z.exactOptional(z.nullable(attributeName)),
});

/** Days, ten years' worth. */
export const MAX_TOKEN_DAYS = 3_650;

export const tokenScope = z.enum(tokenScopes);

export const newToken = z.strictObject({
  scope: z._default(tokenScope, 'full'),
  expiresInDays: z._default(
    z.int().check(z.minimum(1), z.maximum(MAX_TOKEN_DAYS)),
    DEFAULT_TOKEN_DAYS,
  ),
});

/** Times are ISO 8601 in UTC, here and below. */
export const tenantAnswer = z.object({ id: z.string(), name: z.string(), createdAt: z.string() });
export const tenantsAnswer = z.object({ tenants: z.array(tenantAnswer) });

export const directoryAnswer = z.object({
  id: z.string(),
  name: z.string(),
  dialect: z.string(),
  visibility: z.string(),
  createdAt: z.string(),
  scimBaseUrl: z.string(),
  requestsPerSecond: z.number(),
  burst: z.number(),
  /** By which attributes it says when people join and leave. */
  startsAtAttribute: z.optional(z.string()),
  endsAtAttribute: z.optional(z.string()),
});
export const directoriesAnswer = z.object({ directories: z.array(directoryAnswer) });

const tokenAnswer = z.object({
  id: z.string(),
  scope: z.string(),
  createdAt: z.string(),
  expiresAt: z.string(),
  /** Whether it opened anything when this was answered: false once it expired. */
  live: z.boolean(),
  /** To the hour; null until the first use. */
  lastUsedAt: z.nullable(z.string()),
});
export const tokensAnswer = z.object({ tokens: z.array(tokenAnswer) });

/** The only answer that ever holds the token itself. */
export const issuedTokenAnswer = z.extend(tokenAnswer, {
  token: z.string(),
  scimBaseUrl: z.string(),
});

export const userAnswer = z.object({
  id: z.string(),
  userName: z.string(),
  displayName: z.optional(z.string()),
  active: z.boolean(),
  /** staged, active, suspended or deactivated. */
  state: z.string(),
  /** Since when, and whose doing: of a user who is staged or suspended. */
  since: z.optional(z.string()),
  by: z.optional(z.string()),
  /** Of a user who is deactivated over an administrator's suspension: since when that stands. */
  heldSince: z.optional(z.string()),
  /** When the user is to join and to leave. */
  joinsAt: z.optional(z.string()),
  leavesAt: z.optional(z.string()),
  /** By directory. */
  externalIds: z.record(z.string(), z.string()),
  version: z.number(),
  created: z.string(),
  lastModified: z.string(),
});
export const usersAnswer = z.object({
  total: z.number(),
  /** Place of the first of `users` among all of them, from 1. */
  startIndex: z.number(),
  users: z.array(userAnswer),
});

export const errorAnswer = z.object({
  error: z.object({ code: z.string(), message: z.string(), requestId: z.string() }),
});

export type TenantAnswer = z.output<typeof tenantAnswer>;
export type DirectoryAnswer = z.output<typeof directoryAnswer>;
export type TokenAnswer = z.output<typeof tokenAnswer>;
export type IssuedTokenAnswer = z.output<typeof issuedTokenAnswer>;
export type UserAnswer = z.output<typeof userAnswer>;
export type UsersAnswer = z.output<typeof usersAnswer>;
export type ErrorAnswer = z.output<typeof errorAnswer>;
