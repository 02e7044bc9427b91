// An application that signs people in through Rollcall, in Node 20 or later; openid-client is an ordinary client of
// OpenID Connect: ISSUER=... CLIENT_ID=... CLIENT_SECRET=... PORT=4200 node sample-app.mjs
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import * as oidc from 'openid-client';

const { ISSUER, CLIENT_ID, CLIENT_SECRET, PORT = '4200' } = process.env;
const home = `http://127.0.0.1:${PORT}/`;
const local = { execute: [oidc.allowInsecureRequests] }; // not in earnest, where all of it is on https
const rollcall = await oidc.discovery(new URL(ISSUER), CLIENT_ID, CLIENT_SECRET, undefined, local);
const sessions = new Map(); // by cookie; in earnest in a store, and not for ever

const routes = {
  async '/'({ session }) {
    if (!session.tokens) return page('Nobody is signed in.', 'sign-in', 'Sign in');
    if ((await askApi(session.tokens)).status === 401) {
      // Five minutes have passed, or access has ended. Rollcall knows which, and gives new tokens or none.
      session.tokens = await renew(session.tokens);
      if (!session.tokens) return page('Access has ended.', 'sign-in', 'Sign in again');
    }
    const seen = await (await askApi(session.tokens)).text();
    return page(`${session.person.name} is signed in, and the API sees ${seen}`, 'sign-out', 'Sign out');
  },
  async '/sign-in'() {
    const session = { state: oidc.randomState(), verifier: oidc.randomPKCECodeVerifier() };
    const code_challenge = await oidc.calculatePKCECodeChallenge(session.verifier);
    const asked = { scope: 'openid profile email offline_access', redirect_uri: `${home}callback` };
    const proof = { state: session.state, code_challenge, code_challenge_method: 'S256' };
    return { status: 303, location: oidc.buildAuthorizationUrl(rollcall, { ...asked, ...proof }), session };
  },
  async '/callback'({ session, url }) {
    const expected = { expectedState: session.state, pkceCodeVerifier: session.verifier };
    session.tokens = await oidc.authorizationCodeGrant(rollcall, url, expected);
    const { sub } = session.tokens.claims();
    session.person = await oidc.fetchUserInfo(rollcall, session.tokens.access_token, sub);
    return { status: 303, location: home };
  },
  async '/sign-out'({ session }) {
    const back = { id_token_hint: session.tokens?.id_token ?? '', post_logout_redirect_uri: home };
    delete session.tokens;
    return { status: 303, location: oidc.buildEndSessionUrl(rollcall, back) };
  },
  // Stands for an API elsewhere, which takes no word but Rollcall's that a token is good now.
  async '/api'({ headers }) {
    const token = headers.authorization?.replace('Bearer ', '') ?? '';
    const { active, sub, tenant, roles, sid } = await oidc.tokenIntrospection(rollcall, token);
    return active ? { status: 200, body: JSON.stringify({ sub, tenant, roles, sid }) } : { status: 401 };
  },
};

const askApi = ({ access_token }) => fetch(`${home}api`, { headers: { authorization: `Bearer ${access_token}` } });

async function renew(tokens) {
  try {
    return { ...tokens, ...(await oidc.refreshTokenGrant(rollcall, tokens.refresh_token)) };
  } catch (error) {
    if (error.error !== 'invalid_grant') throw error;
  }
}

function page(text, link, label, status = 200) {
  const safe = text.replace(/[&<]/g, (character) => `&#${character.charCodeAt(0)};`);
  return { status, body: `<!doctype html><title>Sample app</title><p>${safe}</p><a href="/${link}">${label}</a>` };
}

createServer(async ({ url: target, headers }, response) => {
  const url = new URL(target, home);
  const session = sessions.get(/sample_app=([\w-]+)/.exec(headers.cookie)?.[1]) ?? {};
  const route = routes[url.pathname] ?? (async () => page('There is no such page.', '', 'Home', 404));
  const answer = await route({ url, headers, session }).catch((error) =>
    page(error.error_description ?? error.message, 'sign-in', 'Try again', 400),
  );
  if (answer.session) {
    const id = randomUUID();
    sessions.set(id, answer.session);
    response.setHeader('set-cookie', `sample_app=${id}; Path=/; HttpOnly; SameSite=Lax`);
  }
  if (answer.location) response.setHeader('location', answer.location.toString());
  response.writeHead(answer.status, { 'content-type': 'text/html; charset=utf-8' }).end(answer.body);
}).listen(Number(PORT), '127.0.0.1', () => console.log(`Sample app at ${home}`));
