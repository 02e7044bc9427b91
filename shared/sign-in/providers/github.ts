import { isJsonObject, type JsonObject, type JsonValue, newObject } from '#shared/kernel/json.ts';
import { oidc } from '#shared/sign-in/providers/oidc.ts';
import type { OAuthProvider } from '#shared/sign-in/providers/provider.ts';
import { SignInRefused } from '#shared/sign-in/sign-in-refused.ts';

const API = { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' };

/**
 * GitHub: OAuth 2, then two questions to its API. The number is the account; a login may be another's tomorrow.
 *
 * @see https://docs.github.com/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps
 */
export const github: OAuthProvider = {
  protocol: 'oauth2',
  defaults: {
    issuer: 'https://github.com/login/oauth',
    scopes: ['read:user', 'user:email'],
    clientAuthentication: 'client_secret_post',
  },
  endpoints: {
    authorization: 'https://github.com/login/oauth/authorize',
    token: 'https://github.com/login/oauth/access_token',
    user: 'https://api.github.com/user',
    emails: 'https://api.github.com/user/emails',
  },
  async claimsFrom(read, { endpoints }) {
    const { user: userUrl, emails: emailsUrl = `${userUrl}/emails` } = endpoints;
    const [user, emails] = await Promise.all([read(userUrl, API), read(emailsUrl, API)]);
    if (!isJsonObject(user) || !Number.isSafeInteger(user['id'])) {
      throw new SignInRefused('wrongSubject', 'GitHub named no account.');
    }
    const { id, login, name, avatar_url: picture } = user;
    const { email } = (Array.isArray(emails) && emails.find(isPrimary)) || newObject();
    return Object.assign(newObject(), texts({ login, name, picture, email }), {
      sub: String(id),
      email_verified: typeof email === 'string',
    });
  },
  personOf: oidc.personOf,
};

function isPrimary(email: JsonValue): email is JsonObject {
  return isJsonObject(email) && email['primary'] === true && email['verified'] === true;
}

/** By the names that OpenID Connect has for them; what is no text is left out. */
function texts({ login, ...claims }: Record<string, JsonValue | undefined>): JsonObject {
  const named = Object.entries({ preferred_username: login, ...claims });
  return Object.fromEntries(
    named.flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])),
  );
}
