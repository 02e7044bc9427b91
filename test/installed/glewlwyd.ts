import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { vi } from 'vitest';
import { freePort } from '#infra/local/free-port.ts';
import { startGuardedChild } from '#infra/local/guarded-child.ts';
import { requiredProgram } from './required-program.ts';

const PACKAGES = 'glewlwyd dbconfig-sqlite3 sqlite3';
const LIBRARIES = '/usr/lib/glewlwyd';
const SCHEMA = '/usr/share/dbconfig-common/data/glewlwyd/install/sqlite3';
/** Of the administrator that the schema comes with. */
const ADMIN = { username: 'admin', password: 'password' };
const SCOPES = ['openid', 'profile', 'email'];

export interface GlewlwydPerson {
  readonly username: string;
  readonly password: string;
  readonly name: string;
  readonly email: string;
}

/** Glewlwyd, an OpenID provider in C: another implementation than any of ours, with a database of its own. */
export interface Glewlwyd {
  readonly issuer: string;
  addClient(client: { id: string; secret: string; redirectUri: string }): Promise<void>;
  addPerson(person: GlewlwydPerson): Promise<void>;
  /** Signs with a new key from now on, and publishes that one alone. */
  rotateKey(): Promise<void>;
  /**
   * What its login page does by script once a username and a password are typed: checks them, grants the client its
   * scopes, and goes on. Gives the address that the browser is sent to then, which is the client's.
   */
  signIn(
    authorizationUrl: string,
    person: Pick<GlewlwydPerson, 'username' | 'password'>,
  ): Promise<string>;
  stop(): Promise<void>;
}

/** @throws Error when it is not installed, or does not come up. */
export async function startGlewlwyd(): Promise<Glewlwyd> {
  const program = requiredProgram('/usr/bin/glewlwyd', PACKAGES);
  const folder = mkdtempSync(path.join(tmpdir(), 'rollcall-glewlwyd-'));
  const database = path.join(folder, 'database');
  execFileSync(requiredProgram('/usr/bin/sqlite3', PACKAGES), [database, `.read ${SCHEMA}`]);
  const port = await freePort();
  const root = `http://127.0.0.1:${port}`;
  writeFileSync(path.join(folder, 'configuration'), configuration(root, port, database));
  const child = startGuardedChild(program, ['-c', path.join(folder, 'configuration')], folder);
  child.stdout.resume();
  child.stderr.resume();
  await vi.waitFor(() => fetch(`${root}/config`), { timeout: 20_000 });
  const api = `${root}/api`;
  const admin = await authenticate(api, ADMIN);
  const manage = (method: string, target: string, body?: object) =>
    call(method, api + target, admin, body);
  for (const name of SCOPES.slice(1)) {
    await manage('POST', '/scope/', { name, display_name: name, password_required: false });
  }
  const issuer = `${api}/oidc`;
  await manage('POST', '/mod/plugin/', plugin(issuer, newKeys()));
  return {
    issuer,
    addClient: (client) => manage('POST', '/client/', clientOf(client)),
    addPerson: (person) => manage('POST', '/user/', { ...person, enabled: true, scope: SCOPES }),
    async rotateKey() {
      await manage('PUT', '/mod/plugin/oidc', plugin(issuer, newKeys()));
      await manage('PUT', '/mod/plugin/oidc/reset');
    },
    async signIn(authorizationUrl, { username, password }) {
      const browser = await authenticate(api, { username, password });
      const url = new URL(authorizationUrl);
      const scope = url.searchParams.get('scope');
      await call('PUT', `${api}/auth/grant/${url.searchParams.get('client_id')}`, browser, {
        scope,
      });
      url.searchParams.set('g_continue', '');
      const response = await fetch(url, { headers: { cookie: browser }, redirect: 'manual' });
      return response.headers.get('location') ?? '';
    },
    async stop() {
      await child.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Gives the session's cookie. */
async function authenticate(api: string, credentials: object): Promise<string> {
  const response = await fetch(`${api}/auth/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(credentials),
  });
  const [cookie = ''] = response.headers.getSetCookie();
  if (!response.ok) throw new Error(`Glewlwyd refused the password: ${response.status}`);
  return cookie.split(';')[0] ?? '';
}

async function call(method: string, url: string, cookie: string, body?: object): Promise<void> {
  const response = await fetch(url, {
    method,
    headers: { cookie, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok)
    throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`);
}

function configuration(root: string, port: number, database: string): string {
  const settings = {
    port,
    bind_address: '127.0.0.1',
    external_url: root,
    login_url: 'login.html',
    api_prefix: 'api',
    log_mode: 'console',
    log_level: 'WARNING',
    session_expiration: 86_400,
    session_key: 'GLEWLWYD2_SESSION_ID',
    admin_scope: 'g_admin',
    profile_scope: 'g_profile',
    user_module_path: `${LIBRARIES}/user`,
    client_module_path: `${LIBRARIES}/client`,
    user_auth_scheme_module_path: `${LIBRARIES}/scheme`,
    plugin_module_path: `${LIBRARIES}/plugin`,
    hash_algorithm: 'SHA512',
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return [...lines, `database={type="sqlite3"\npath=${JSON.stringify(database)}}\n`].join('\n');
}

function plugin(issuer: string, privateKeys: object) {
  return {
    module: 'oidc',
    name: 'oidc',
    display_name: 'OpenID Connect',
    enabled: true,
    parameters: {
      iss: issuer,
      'jwks-private': JSON.stringify(privateKeys),
      'jwks-show': true,
      'jwt-type': 'rsa',
      'jwt-key-size': '256',
      'access-token-duration': 3_600,
      'refresh-token-duration': 86_400,
      'code-duration': 600,
      'session-cookie-name': 'GLEWLWYD2_OIDC_SID',
      'session-cookie-expiration': 86_400,
      'allow-non-oidc': false,
      'auth-type-code-enabled': true,
      'auth-type-token-enabled': false,
      'auth-type-id-token-enabled': true,
      'auth-type-password-enabled': false,
      'auth-type-client-enabled': false,
      'auth-type-refresh-enabled': false,
      'pkce-allowed': true,
      'pkce-required': true,
      'subject-type': 'public',
      'name-claim': 'mandatory',
      'email-claim': 'mandatory',
    },
  };
}

function newKeys() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const kid = `key-${Date.now()}`;
  return { keys: [{ ...privateKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' }] };
}

function clientOf({
  id,
  secret,
  redirectUri,
}: {
  id: string;
  secret: string;
  redirectUri: string;
}) {
  return {
    client_id: id,
    client_secret: secret,
    confidential: true,
    enabled: true,
    redirect_uri: [redirectUri],
    authorization_type: ['code'],
    token_endpoint_auth_method: ['client_secret_basic', 'client_secret_post'],
    scope: [],
  };
}
