import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';
import { DEMO_PAGE_HEADERS, demoPage, escapeHtml } from './demo-pages.ts';
import type { DemoPerson } from './demo-people.ts';
import { type DemoMemory, MemoryAdapter } from './memory-adapter.ts';

const HOUR_SECONDS = 3_600;

/** In place of oidc-provider's dispatcher, which keeps away from loopback, where all of this is. */
const ANY_ADDRESS = { dispatcher: undefined };

/** An ordinary OpenID provider: code with PKCE, claims in the ID token, logout from both sides. */
export function demoConfiguration(
  people: readonly DemoPerson[],
  memory: DemoMemory,
): Configuration {
  return {
    adapter: (model) => new MemoryAdapter(memory, model),
    jwks: { keys: [{ ...newPrivateKey(), use: 'sig', alg: 'RS256' }] },
    cookies: {
      keys: [randomBytes(32).toString('base64url')],
      // Browsers send cookies to all ports of a host, and Rollcall is on the same one.
      names: {
        session: 'demo_idp',
        interaction: 'demo_idp_interaction',
        resume: 'demo_idp_resume',
      },
    },
    scopes: ['openid', 'profile', 'email'],
    claims: {
      openid: ['sub', 'auth_time', 'amr'],
      profile: ['name', 'given_name', 'family_name', 'preferred_username', 'groups'],
      email: ['email', 'email_verified'],
    },
    conformIdTokenClaims: false,
    clientBasedCORS: () => false,
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, subject) => {
      const person = people.find((each) => each.subject === subject);
      return person && { accountId: subject, claims: () => claimsOf(person) };
    },
    loadExistingGrant: grantAll,
    fetch: (url, options) => fetch(url, { ...options, ...ANY_ADDRESS }),
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: { logoutSource, postLogoutSuccessSource },
    },
    renderError(context, { error, error_description: description }) {
      sendPage(
        context,
        'Demo identity provider',
        `<p>${escapeHtml(`${error}: ${description}`)}</p>`,
      );
    },
    ttl: {
      AccessToken: HOUR_SECONDS,
      AuthorizationCode: 60,
      Grant: 12 * HOUR_SECONDS,
      IdToken: HOUR_SECONDS,
      Interaction: HOUR_SECONDS,
      RefreshToken: 12 * HOUR_SECONDS,
      Session: 12 * HOUR_SECONDS,
    },
  };
}

function newPrivateKey() {
  return generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
}

function claimsOf({ subject, givenName, familyName, email, groups }: DemoPerson) {
  return {
    sub: subject,
    name: `${givenName} ${familyName}`,
    given_name: givenName,
    family_name: familyName,
    preferred_username: email,
    email,
    email_verified: true,
    groups,
  };
}

/** A company's identity provider does not ask its people whether its applications may know them. */
async function grantAll({ oidc }: KoaContextWithOIDC) {
  const { client, session, provider } = oidc;
  if (!client || !session?.accountId) return undefined;
  const grantId = session.grantIdFor(client.clientId);
  const kept = grantId === undefined ? undefined : await provider.Grant.find(grantId);
  const grant =
    kept ?? new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope('openid profile email');
  await grant.save();
  return grant;
}

function logoutSource(context: KoaContextWithOIDC, form: string): void {
  sendPage(
    context,
    'Sign out?',
    `${form}<button type="submit" form="op.logoutForm" value="yes" name="logout">Sign out</button>
<button type="submit" form="op.logoutForm">Stay signed in</button>`,
  );
}

function postLogoutSuccessSource(context: KoaContextWithOIDC): void {
  sendPage(context, 'Signed out', '<p>You are signed out of the demo identity provider.</p>');
}

function sendPage(context: KoaContextWithOIDC, title: string, body: string): void {
  context.set(DEMO_PAGE_HEADERS);
  context.body = demoPage(title, body);
}
