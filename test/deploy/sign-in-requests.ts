import { equal, match, ok } from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod/mini';
import type { Check } from './first-requests.ts';
import type { Deployment } from './rollcall-deployment.ts';

const app = z.object({ clientId: z.string(), issuer: z.string() });
const discovered = z.object({
  issuer: z.string(),
  jwks_uri: z.string(),
  authorization_endpoint: z.string(),
});
const keySet = z.object({ keys: z.array(z.object({ kty: z.string(), kid: z.string() })) });

const REDIRECT_URI = 'https://wiki.example.com/callback';
// Of RFC 7636 appendix B.
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

/** What an app and a browser do until the identity provider's turn comes: by table, signing keys and sealed secret. */
export function signInRequests(deployment: Deployment, workFolder: string): Check[] {
  const { rollcall, scimBaseUrl } = deployment;
  const known = { clientId: '', issuer: '', authorization: '' };
  /** The emulator answers over http what in AWS is on https. */
  const reachable = (url: string | URL) =>
    String(url).replace(new URL(url).origin, new URL(scimBaseUrl).origin);

  return [
    {
      name: 'the CLI registers an app',
      run: async () => {
        const described = ['--tenant', 'acme', '--name', 'Wiki', '--redirect-uris', REDIRECT_URI];
        const made = app.parse(await rollcall('app', 'create', ...described));
        Object.assign(known, made);
      },
    },
    {
      name: 'the app discovers its issuer, and keys that KMS made',
      run: async () => {
        const found = await fetch(reachable(`${known.issuer}/.well-known/openid-configuration`));
        const { issuer, jwks_uri, authorization_endpoint } = discovered.parse(await found.json());
        equal(issuer, known.issuer);
        known.authorization = authorization_endpoint;
        const { keys } = keySet.parse(await (await fetch(reachable(jwks_uri))).json());
        ok(keys.length >= 2, 'the next key is not published');
        equal(new Set(keys.map(({ kty }) => kty)).size, 1);
      },
    },
    {
      name: 'the CLI creates a connection, whose secret is sealed',
      run: async () => {
        const file = path.join(workFolder, 'connection.json');
        const connection = {
          ...{ id: 'github', kind: 'github', displayName: 'GitHub' },
          ...{ clientId: 'Iv1.0123456789abcdef', clientSecret: 'not-a-secret' },
        };
        await writeFile(file, JSON.stringify(connection));
        await rollcall('connection', 'create', '--tenant', 'acme', '--file', file);
      },
    },
    {
      name: 'an authorization request leads to the identity provider',
      run: async () => {
        const url = new URL(known.authorization);
        url.search = new URLSearchParams({
          ...{ client_id: known.clientId, redirect_uri: REDIRECT_URI, response_type: 'code' },
          ...{ scope: 'openid', code_challenge: CHALLENGE, code_challenge_method: 'S256' },
        }).toString();
        const asked = await fetch(reachable(url), { redirect: 'manual' });
        equal(asked.status, 303, await asked.text());
        const interaction = new URL(asked.headers.get('location') ?? '', url);
        match(interaction.pathname, /\/sign-in\/acme\/i\//);
        const cookie = asked.headers.getSetCookie().map((one) => one.split(';', 1)[0]);
        const left = await fetch(reachable(interaction), {
          headers: { cookie: cookie.join('; ') },
          redirect: 'manual',
        });
        equal(left.status, 303, await left.text());
        equal(new URL(left.headers.get('location') ?? '').origin, 'https://github.com');
      },
    },
  ];
}
