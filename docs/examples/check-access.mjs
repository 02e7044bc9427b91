import { createRemoteJWKSet, jwtVerify } from 'jose';

/**
 * Checks access tokens in your own API: that Rollcall issued them for it, and that nothing has ended since what they
 * stand on. Throws unless both is so. It asks what ended when it has not for 15 s, and refuses everything once it has
 * not been told for 30 s. `app` is the id and secret of an app of the tenant.
 */
export function createAccessCheck({ issuer, audience, app, every = 15_000, refuseAfter = 30_000 }) {
  const keys = createRemoteJWKSet(new URL(`${issuer}/jwks`));
  const headers = { authorization: `Basic ${btoa(`${app.id}:${app.secret}`)}` };
  let ended = { asked: 0, epochs: new Map(), sessions: new Set(), grants: new Set() };
  let asking;

  async function ask() {
    const asked = Date.now();
    const now = { asked, epochs: new Map(), sessions: new Set(), grants: new Set() };
    for (let query = ''; query !== undefined; ) {
      const signal = AbortSignal.timeout(5_000);
      const response = await fetch(`${issuer}/revocations${query}`, { headers, signal });
      if (!response.ok) throw new Error(`What ended is not told: ${response.status}.`);
      const { subjects, sessions, grants, next } = await response.json();
      for (const { sub, epoch } of subjects) {
        now.epochs.set(sub, Math.max(epoch, now.epochs.get(sub) ?? 0));
      }
      for (const sid of sessions) now.sessions.add(sid);
      for (const grant of grants) now.grants.add(grant);
      query = next ? `?after=${encodeURIComponent(next)}` : undefined;
    }
    ended = now;
  }

  return async function checkAccess(token) {
    const expected = { issuer, audience, typ: 'at+jwt', algorithms: ['RS256'] };
    const { payload } = await jwtVerify(token, keys, expected);
    if (Date.now() - ended.asked > every) {
      asking ??= ask().finally(() => {
        asking = undefined;
      });
      await asking.catch(() => undefined);
    }
    if (Date.now() - ended.asked > refuseAfter) throw new Error('Nobody tells what has ended.');
    const { sub, sid, epoch, grant } = payload;
    const isListed = ended.sessions.has(sid) || ended.grants.has(grant);
    if (isListed || !(epoch >= (ended.epochs.get(sub) ?? 0))) throw new Error('The access that this token stands for has ended.');
    return payload;
  };
}
