import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DemoIdp, startDemoIdp } from '#infra/local/demo-idp/demo-idp.ts';
import { newObject } from '#shared/kernel/json.ts';
import { secretOwner } from '#shared/sign-in/connection.ts';
import { keepLastClaims } from '#shared/sign-in/last-claims.ts';
import { type AdminWorld, createAdminWorld } from './support/admin-world.ts';

let world: AdminWorld;
let idp: DemoIdp;
beforeAll(async () => {
  [world, idp] = await Promise.all([createAdminWorld(), startDemoIdp()]);
  await world.directory('acme');
});
afterAll(() => idp.stop());

const path = '/tenants/acme/connections';
const okta = () => ({
  id: 'okta',
  kind: 'oidc',
  displayName: 'Okta',
  issuer: idp.issuer,
  clientId: '0oa1b2c3',
  clientSecret: 'what Okta shows once',
});

describe('a connection', () => {
  test('is created with what its kind has, shown without its secret, changed and deleted', async () => {
    const created = await world.admin('POST', path, okta());
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({
      clientAuthentication: 'client_secret_basic',
      scopes: ['openid', 'email', 'profile'],
      policy: { mode: 'jit' },
      redirectUri: 'https://api.example.com/sign-in/acme/callback/okta',
      initiateLoginUri: 'https://api.example.com/sign-in/acme/initiate',
    });
    expect(JSON.stringify(created.body)).not.toMatch(/what Okta shows once|sealed/i);
    expect((await world.admin('POST', path, okta())).status).toBe(409);
    const changed = await world.admin('PATCH', `${path}/okta`, {
      ...{ displayName: 'Okta (new)', maxAge: 3_600, clientSecret: 'another' },
    });
    expect(changed.body).toMatchObject({ displayName: 'Okta (new)', maxAge: 3_600 });
    const name = { tenantId: 'acme', id: 'okta' };
    const kept = await world.connections.connection(name);
    const { secretBox } = world.webhooks;
    expect(await secretBox.open(secretOwner(name), kept?.sealedSecret ?? '')).toBe('another');
    const cleared = await world.admin('PATCH', `${path}/okta`, { maxAge: null });
    expect(cleared.body).not.toHaveProperty('maxAge');
    expect((await world.admin('GET', path)).body.connections).toEqual([cleared.body]);
    expect((await world.admin('DELETE', `${path}/okta`)).status).toBe(204);
    expect((await world.admin('GET', `${path}/okta`)).status).toBe(404);
  });

  test('is tested against the provider itself', async () => {
    await world.admin('POST', path, { ...okta(), id: 'tested' });
    const { body } = await world.admin('POST', `${path}/tested/test`, {});
    expect(body).toMatchObject({ ok: true, redirectUri: expect.stringMatching(/tested$/) });
    const names = body.checks.map(({ check }: { check: string }) => check);
    expect(names).toEqual(['discovery', 'endpoints', 'PKCE', 'client id', 'keys']);
    // The slash is another issuer to whoever compares ID tokens.
    await world.admin('PATCH', `${path}/tested`, { issuer: `${idp.issuer}/` });
    const other = await world.admin('POST', `${path}/tested/test`, {});
    expect(other.body).toMatchObject({ ok: false, checks: [{ check: 'discovery', ok: false }] });
  });
});

const rsa = () =>
  generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();

describe('what cannot be', () => {
  test.each<[object, RegExp]>([
    [{ issuer: undefined }, /issuer: is missing/],
    [{ clientSecret: undefined }, /clientSecret: is missing/],
    [{ id: 'Okta' }, /id: use 1-40/],
    [{ unknown: 1 }, /unknown/],
    [{ issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0' }, /issuer: holds/],
    [{ kind: 'entra', issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0' }, /allowedT/],
    [{ allowedTenants: ['9188040d-6c67-4c5b-b112-36a304b66dad'] }, /kind entra/],
    [{ hostedDomain: 'acme.com' }, /kind google/],
    [{ scopes: ['email'] }, /openid/],
    [{ kind: 'google', issuer: undefined, trustEmail: true }, /trustEmail/],
    [{ kind: 'apple', issuer: undefined }, /teamId, keyId/],
    [{ clientAuthentication: 'private_key_jwt' }, /no private key/],
    [{ kind: 'apple', teamId: 'T', keyId: 'K', clientSecret: rsa() }, /no private key of ES256/],
    [{ externalIdClaim: 'sub' }, /needs the directory/],
    [{ directory: 'nobody' }, /no directory nobody/],
    [{ endpoints: { authorization: 'https://a', token: 'https://b', user: 'https://c' } }, /disco/],
    [{ issuer: 'https://user:pass@idp.example.com' }, /user name or password/],
  ])('%j is refused', async (changed, message) => {
    const { status, body } = await world.admin('POST', path, {
      ...{ ...okta(), id: 'refused' },
      ...changed,
    });
    expect(body.error.message).toMatch(message);
    expect([400, 404]).toContain(status);
    expect((await world.admin('GET', `${path}/refused`)).status).toBe(404);
  });
});

describe('a preview', () => {
  const claims = { sub: 'g-7', preferred_username: 'grace', name: 'Grace', job: 'Admiral' };
  const ported = () => ({ ...world, secretBox: world.webhooks.secretBox });

  test('is of the last claims, with the mapping of the connection or one to try', async () => {
    await world.admin('POST', path, { ...okta(), id: 'seen', keepLastClaims: true });
    const preview = async (body: object) => await world.admin('POST', `${path}/seen/preview`, body);
    expect(await preview({})).toMatchObject({ status: 404 });
    const seen = await world.connections.connection({ tenantId: 'acme', id: 'seen' });
    if (!seen) throw new Error('The connection is not there.');
    await keepLastClaims(ported(), seen, Object.assign(newObject(), claims));
    const { body } = await preview({ mapping: { title: 'job' } });
    expect(body).toMatchObject({
      outcome: 'creates',
      attributes: { userName: 'seen:g-7', title: 'Admiral' },
      written: ['displayName', 'title', 'userName'],
    });
    expect((await preview({})).body.attributes).not.toHaveProperty('title');
    expect(await preview({ mapping: { shoeSize: 'job' } })).toMatchObject({ status: 400 });
  });

  test('refuses settings that no sign-in could follow', async () => {
    const policy = { mode: 'hybrid' };
    const { status, body } = await world.admin('POST', path, { ...okta(), id: 'unsound', policy });
    expect(status).toBe(400);
    expect(body.error.message).toContain('policy.mode');
  });
});
