import * as z from 'zod/mini';
import type { SecretOwner } from '#shared/kernel/secret-box.ts';
import { claimMapping } from '#shared/sign-in/claim-mapping.ts';
import { connectionPolicy } from '#shared/sign-in/connection-policy.ts';
import { isSlug } from '#shared/tenancy/tenant.ts';

/** `oidc` is whoever keeps to OpenID Connect; the others are those of whom there is more to know. */
const connectionKinds = [
  'oidc',
  'entra',
  'google',
  'apple',
  'github',
  'facebook',
  'microsoft',
] as const;

/** How we say at the token endpoint who we are (OIDC Core section 9). `apple` is a secret made from a key each time. */
const clientAuthentications = [
  'client_secret_basic',
  'client_secret_post',
  'private_key_jwt',
  'apple',
] as const;

const slug = z
  .string()
  .check(z.refine(isSlug, 'use 1-40 lower-case letters, digits and inner hyphens, such as "okta"'));
const printable = (longest: number) =>
  z
    .string()
    .check(z.regex(/^[\x20-\x7e]+$/, 'use printable ASCII'), z.minLength(1), z.maxLength(longest));
const url = z.string().check(z.maxLength(2_048), z.regex(/^https?:\/\/[^\s#]+$/, 'is not a URL'));
const word = z
  .string()
  .check(z.regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,256}$/, 'holds a space or quote'));
const tenantGuid = z
  .string()
  .check(
    z.regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'is no id of a Microsoft tenant'),
  );
const domain = z
  .string()
  .check(
    z.maxLength(253),
    z.regex(/^(?:[a-z0-9-]{1,63}\.)+[a-z0-9-]{2,63}$/, 'is no domain in lower case'),
  );
const seconds = z.int().check(z.minimum(0), z.maximum(31_536_000));

/** What an operator says of a connection; the client's secret or key goes apart from it. */
export const connectionSettings = z.strictObject({
  id: slug,
  kind: z.enum(connectionKinds),
  /** What people read on the button. */
  displayName: z.string().check(z.minLength(1), z.maxLength(100)),
  /** As the provider writes it, character by character; with `{tenantid}` for that of many tenants. */
  issuer: url,
  clientId: printable(512),
  clientAuthentication: z.enum(clientAuthentications),
  /** Of the private key, where there is one. */
  keyId: z.optional(printable(128)),
  /** Apple's name for whoever owns the key. */
  teamId: z.optional(printable(32)),
  scopes: z.array(word).check(z.maxLength(20)),
  /** The SCIM directory that the same provider feeds, and which claim equals its externalId. */
  directory: z.optional(slug),
  externalIdClaim: z.optional(printable(128)),
  /** Whose people may come, where the issuer is one for many tenants. */
  allowedTenants: z.optional(z.array(tenantGuid).check(z.minLength(1), z.maxLength(100))),
  /** The Google Workspace that people have to be of. */
  hostedDomain: z.optional(domain),
  /** Asked for, and then required. */
  acrValues: z.optional(z.array(word).check(z.minLength(1), z.maxLength(10))),
  /** Seconds since the person was last authenticated there; asked for, and then required. */
  maxAge: z.optional(seconds),
  sendLoginHint: z._default(z.boolean(), true),
  /** Whether addresses count as verified though the provider does not say so: for a company's own provider alone. */
  trustEmail: z._default(z.boolean(), false),
  /** In place of those that the kind has; OpenID Connect discovers them. */
  endpoints: z.optional(
    z.strictObject({ authorization: url, token: url, user: url, emails: z.optional(url) }),
  ),
  policy: z._default(connectionPolicy, connectionPolicy.parse({})),
  mapping: z._default(claimMapping, {}),
  /** Whether the last claims are kept for 30 days, sealed, to try mappings on. */
  keepLastClaims: z._default(z.boolean(), false),
  enabled: z._default(z.boolean(), true),
});

export type ConnectionSettings = z.output<typeof connectionSettings>;

/** A tenant's way to one identity provider. Times are ISO 8601 in UTC. */
export interface Connection extends Readonly<ConnectionSettings> {
  readonly tenantId: string;
  /** The client's secret, or its private key (PKCS #8, PEM). */
  readonly sealedSecret: string;
  readonly createdAt: string;
  /** +1 for each change. */
  readonly version: number;
}

export type ConnectionName = Pick<Connection, 'tenantId' | 'id'>;

/** Connections that a tenant may have; they are buttons on one page. */
export const MAX_CONNECTIONS = 50;

/** Its secret is sealed for it alone. */
export function secretOwner({ tenantId, id }: ConnectionName): SecretOwner {
  return { tenantId, kind: 'connection', id };
}

/**
 * What a provider has to know as the redirect URI of a connection. Each has one of its own, so that what one provider
 * answers is never taken for another's (RFC 9700 section 4.4).
 */
export function callbackUrl(rootUrl: string, { tenantId, id }: ConnectionName): string {
  return `${rootUrl}/sign-in/${tenantId}/callback/${id}`;
}

/** Where a sign-in may begin at the provider (OpenID Connect Core section 4). */
export function initiateUrl(rootUrl: string, { tenantId }: ConnectionName): string {
  return `${rootUrl}/sign-in/${tenantId}/initiate`;
}
