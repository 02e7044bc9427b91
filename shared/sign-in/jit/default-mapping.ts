import type { ClaimMapping, ClaimSource } from '#shared/sign-in/claim-mapping.ts';
import type { Connection } from '#shared/sign-in/connection.ts';

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

/** People choose their own names there, so none of these is a user name; the address is verified. */
const social: ClaimMapping = { ...profile, userName: { claims: ['email', 'sub'] } };

const company: ClaimMapping = {
  ...profile,
  userName: { claims: ['preferred_username', 'email', 'sub'] },
};

const mappings: Readonly<Record<Kind, ClaimMapping>> = {
  oidc: company,
  entra: { ...company, userName: { claims: ['preferred_username', 'upn', 'email', 'sub'] } },
  google: social,
  apple: social,
  github: social,
  facebook: social,
  microsoft: social,
};

/** The claim that equals the directory's externalId where the connection names none. */
const externalIdClaims: Readonly<Partial<Record<Kind, string>>> = { entra: 'oid' };

/** Every attribute that the connection maps, with what it has in place of its kind's. */
export function mappingOf({
  kind,
  mapping,
}: Pick<Connection, 'kind' | 'mapping'>): readonly (readonly [string, ClaimSource])[] {
  return Object.entries({ ...mappings[kind], ...mapping }).filter(([, source]) => source !== null);
}

export function externalIdClaimOf({ kind, externalIdClaim }: Connection): string {
  return externalIdClaim ?? externalIdClaims[kind] ?? 'sub';
}
