import { createHash } from 'node:crypto';

// An access token is kept whatever its format, a JWT under its hash: so userinfo, introspection and revocation treat
// both alike, and all of them pass the adapter.

/** Precedes what is asked for by the userinfo endpoint, to which the audience of a token is no obstacle. */
const FOR_USERINFO = 'userinfo.';

/** What stands for an access token where oidc-provider takes no JWT. No other text gives the same. */
export function handleOf(accessToken: string): string {
  const isJwt = accessToken.split('.').length === 3;
  return isJwt ? createHash('sha256').update(accessToken).digest('base64url') : accessToken;
}

/** What access tokens call the grant that they came of; of its id, by which it is kept, it says nothing. */
export function grantNameOf(grantId: string): string {
  return createHash('sha256').update(`grant ${grantId}`).digest('base64url').slice(0, 22);
}

export function userinfoHandleOf(accessToken: string): string {
  return `${FOR_USERINFO}${handleOf(accessToken)}`;
}

/** The id under which something is kept that was shown as this. */
export function storedIdOf(kind: string, shown: string): { id: string; withoutAudience: boolean } {
  const withoutAudience = kind === 'AccessToken' && shown.startsWith(FOR_USERINFO);
  return { id: withoutAudience ? shown.slice(FOR_USERINFO.length) : shown, withoutAudience };
}
