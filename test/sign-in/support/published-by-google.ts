import type { OutgoingHttp } from '#shared/kernel/http/outgoing-http.ts';

const issuer = 'https://accounts.google.com';
const key = (kid: string) => ({ kid, kty: 'RSA', alg: 'RS256', use: 'sig', n: 'AQAB', e: 'AQAB' });

/** What Google publishes, as far as anybody here reads it. */
const published: Readonly<Record<string, object>> = {
  [`${issuer}/.well-known/openid-configuration`]: {
    issuer,
    authorization_endpoint: `${issuer}/o/oauth2/v2/auth`,
    token_endpoint: 'https://oauth2.googleapis.com/token',
    userinfo_endpoint: 'https://openidconnect.googleapis.com/v1/userinfo',
    jwks_uri: 'https://www.googleapis.com/oauth2/v3/certs',
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['plain', 'S256'],
  },
  'https://www.googleapis.com/oauth2/v3/certs': { keys: [key('one'), key('two')] },
};

/** HTTP in which Google answers from here; everybody else is where they are. */
export function withGoogle(http: OutgoingHttp): OutgoingHttp {
  return async (url, request) => {
    const json = published[url];
    if (!json) return await http(url, request);
    const body = new TextEncoder().encode(JSON.stringify(json));
    return { status: 200, headers: { 'content-type': 'application/json' }, body };
  };
}
