import type { ClaimMapping, ClaimSource } from '#shared/sign-in/claim-mapping.ts';
import type { Connection } from '#shared/sign-in/connection.ts';
import { isOfCompany, OWN_NAME } from '#shared/sign-in/jit/trusted-claims.ts';

type Kind = Connection['kind'];

/** Standard claims (OIDC Core section 5.1) and where SCIM has them. */
const profile: ClaimMapping = {
  displayName: 'name',
  'name.givenName': 'given_name',
  'name.familyName': 'family_name',
  'emails[primary eq true].value': 'email',
  locale: 'locale',
  timezone: 'zoneinfo',
};

/**
 * People choose their own names there, so none of these is a user name; nor is what the provider numbers them by, which
 * a directory may call somebody else. The address is verified.
 */
const social: ClaimMapping = { ...profile, userName: { claims: ['email', OWN_NAME] } };

const company: ClaimMapping = {
  ...profile,
  userName: { claims: ['preferred_username', 'email', 'sub'] },
};

const mappings: Readonly<Record<Kind, ClaimMapping>> = {
  oidc: company,
  entra: { ...company, userName: { claims: ['preferred_username', 'upn', 'email', OWN_NAME] } },
  google: social,
  apple: social,
  github: social,
  facebook: social,
  microsoft: social,
};

/** The claim that equals the directory's externalId where the connection names none. */
const externalIdClaims: Readonly<Partial<Record<Kind, string>>> = { entra: 'oid' };

/** Every attribute that the connection maps, with what it has in place of its kind's. */
export function mappingOf(connection: Connection): readonly (readonly [string, ClaimSource])[] {
  const { kind, mapping } = connection;
  const defaults = kind === 'oidc' && !isOfCompany(connection) ? social : mappings[kind];
  return Object.entries({ ...defaults, ...mapping }).filter(([, source]) => source !== null);
}

/** The claim that equals what the same provider's directory sends as externalId. */
export function externalIdClaimOf({ kind, externalIdClaim }: Connection): string {
  return externalIdClaim ?? externalIdClaims[kind] ?? 'sub';
}
