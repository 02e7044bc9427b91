import { isJsonObject, newObject } from '#shared/kernel/json.ts';
import { oidc } from '#shared/sign-in/providers/oidc.ts';
import type { OAuthProvider } from '#shared/sign-in/providers/provider.ts';
import { SignInRefused } from '#shared/sign-in/sign-in-refused.ts';

const encoder = new TextEncoder();

/**
 * Facebook: OAuth 2, then one question to its Graph API, with the proof that it is the app itself who asks. The id is of
 * this app alone. There may be no address (accounts by phone), and nothing says whether one was verified.
 *
 * @see https://developers.facebook.com/docs/graph-api/guides/secure-requests
 */
export const facebook: OAuthProvider = {
  protocol: 'oauth2',
  defaults: {
    issuer: 'https://www.facebook.com',
    scopes: ['public_profile', 'email'],
    clientAuthentication: 'client_secret_post',
  },
  endpoints: {
    authorization: 'https://www.facebook.com/v23.0/dialog/oauth',
    token: 'https://graph.facebook.com/v23.0/oauth/access_token',
    user: 'https://graph.facebook.com/v23.0/me',
  },
  async claimsFrom(read, { endpoints, accessToken, clientSecret }) {
    const url = new URL(endpoints.user);
    url.searchParams.set('fields', 'id,name,first_name,last_name,email');
    url.searchParams.set('appsecret_proof', await appSecretProof(accessToken, clientSecret));
    const user = await read(url.href);
    if (!isJsonObject(user) || !/^\d{1,32}$/.test(String(user['id']))) {
      throw new SignInRefused('wrongSubject', 'Facebook named no account.');
    }
    const { id, name, first_name, last_name, email } = user;
    const named = { name, given_name: first_name, family_name: last_name, email };
    const texts = Object.entries(named).filter(([, value]) => typeof value === 'string');
    return Object.assign(newObject(), Object.fromEntries(texts), {
      sub: id,
      email_verified: false,
    });
  },
  personOf: oidc.personOf,
};

/** HMAC-SHA256 of the access token under the app's secret, in hexadecimal. */
async function appSecretProof(accessToken: string, secret: string): Promise<string> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, [
    'sign',
  ]);
  const proof = await crypto.subtle.sign('HMAC', key, encoder.encode(accessToken));
  return Array.from(new Uint8Array(proof), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
