import { afterAll, beforeAll, expect, test } from 'vitest';
import { createOidcProvider } from '#functions/oidc-provider/create-oidc-provider.ts';
import { createRateLimiter } from '#shared/tenancy/create-rate-limiter.ts';
import { scarce } from '../sign-in/support/scarce-permits.ts';
import { createProviderWorld, type ProviderWorld } from './support/provider-world.ts';

let world: ProviderWorld;
beforeAll(async () => {
  world = await createProviderWorld();
  for (const id of ['acme', 'globex']) await world.tenant(id);
});
afterAll(() => world.close());

test('sign-ins that begin in masses wait, those of the tenant alone, and tell people so', async () => {
  const rateLimiter = createRateLimiter({ store: scarce(), clock: world.clock });
  const provider = createOidcProvider({ ...world.providerPorts, rateLimiter });
  const { app } = await world.newApp();
  const query = new URLSearchParams({
    client_id: app.id,
    redirect_uri: app.redirectUris[0] ?? '',
    response_type: 'code',
    scope: 'openid',
    code_challenge: 'c'.repeat(43),
    code_challenge_method: 'S256',
  });
  const ask = (path: string, tenant = 'acme') =>
    provider(new Request(`${world.origin}/oidc/${tenant}${path}`, { redirect: 'manual' }), 'req-1');
  const statuses: number[] = [];
  let held: Response | undefined;
  for (let count = 0; count < 100 && !held; count += 1) {
    const answer = await ask(`/auth?${query}`);
    statuses.push(answer.status);
    if (answer.status === 429) held = answer;
  }
  expect(statuses.length).toBeLessThan(60);
  expect(new Set(statuses)).toEqual(new Set([303, 429]));
  expect(Number(held?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(held?.headers.get('content-type')).toContain('text/html');
  expect(await held?.text()).toContain('Too many people are signing in at once');
  // By whatever way it is written, or sent.
  for (const path of [`/AUTH?${query}`, `/auth/?${query}`])
    expect((await ask(path)).status).toBe(429);
  const posted = await provider(
    new Request(`${world.origin}/oidc/acme/auth?prompt=none`, { method: 'POST', body: query }),
    'req-1',
  );
  expect(posted.status).toBe(429);
  // Whoever asks for no page, or is of another tenant, goes on.
  const silent = await ask(`/auth?${query}&prompt=none`);
  expect(silent.status).toBe(303);
  expect(silent.headers.get('location')).toContain('error=login_required');
  expect((await ask('/.well-known/openid-configuration')).status).toBe(200);
  expect((await ask(`/auth?${query}`, 'globex')).status).toBe(400);
  expect(world.unforeseen).toEqual([]);
});
