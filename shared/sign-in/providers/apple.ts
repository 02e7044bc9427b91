import { isJsonObject, type JsonObject, newObject } from '#shared/kernel/json.ts';
import { parseStrictJson } from '#shared/kernel/strict-json.ts';
import { oidc } from '#shared/sign-in/providers/oidc.ts';
import type { OidcProvider } from '#shared/sign-in/providers/provider.ts';

const MAX_NAME = 100;

/**
 * Sign in with Apple. A response with a name or address has to come as a form; the name comes with the first sign-in
 * alone, beside the code and unsigned, so that it is a name and nothing else.
 *
 * @see https://developer.apple.com/documentation/signinwithapple
 */
export const apple: OidcProvider = {
  ...oidc,
  reauthenticates: false,
  defaults: {
    issuer: 'https://appleid.apple.com',
    scopes: ['openid', 'email', 'name'],
    clientAuthentication: 'apple',
  },
  responseMode: 'form_post',
  claimsBeside(parameters) {
    const claims = newObject();
    const { firstName, lastName } = nameIn(parameters.get('user'));
    if (isName(firstName)) claims['given_name'] = firstName;
    if (isName(lastName)) claims['family_name'] = lastName;
    return claims;
  },
};

function nameIn(user = '{}'): JsonObject {
  try {
    const json = parseStrictJson(user);
    const name = isJsonObject(json) ? json['name'] : undefined;
    return isJsonObject(name) ? name : newObject();
  } catch {
    // The name is a courtesy; who somebody is, the ID token says.
    return newObject();
  }
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= MAX_NAME;
}
