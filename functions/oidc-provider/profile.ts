import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/kernel/json.ts';

/** Claims of the scopes `profile` and `email` (OpenID Connect Core section 5.1) from SCIM's attributes (RFC 7643). */
export function profileOf({ attributes, lastModified }: ResourceRecord): Record<string, JsonValue> {
  const name = isJsonObject(attributes['name']) ? attributes['name'] : {};
  const claims: Record<string, JsonValue | undefined> = {
    name: attributes['displayName'] ?? name['formatted'] ?? partsOf(name),
    given_name: name['givenName'],
    family_name: name['familyName'],
    middle_name: name['middleName'],
    nickname: attributes['nickName'],
    preferred_username: attributes['userName'],
    profile: attributes['profileUrl'],
    locale: attributes['locale'],
    zoneinfo: attributes['timezone'],
    updated_at: Math.floor(Date.parse(lastModified) / 1_000),
    email: primaryEmail(attributes),
  };
  const said: Record<string, JsonValue> = {};
  for (const [claim, value] of Object.entries(claims)) if (value !== undefined) said[claim] = value;
  return said;
}

/** Claims by the scope that gives them. */
export const claimsByScope = {
  openid: ['sub', 'tenant', 'roles', 'auth_time', 'acr', 'amr', 'session_expiry'],
  profile: [
    'name',
    'given_name',
    'family_name',
    'middle_name',
    'nickname',
    'preferred_username',
    'profile',
    'locale',
    'zoneinfo',
    'updated_at',
  ],
  email: ['email'],
};

/** A directory may send the parts of a name, and no more. */
function partsOf({ givenName, familyName }: JsonObject): string | undefined {
  const parts = [givenName, familyName].filter((part) => typeof part === 'string');
  return parts.length > 0 ? parts.join(' ') : undefined;
}

function primaryEmail({ emails }: JsonObject): JsonValue | undefined {
  const all = Array.isArray(emails) ? emails.filter(isJsonObject) : [];
  const chosen = all.find((email) => email['primary'] === true) ?? all[0];
  return chosen?.['value'];
}
