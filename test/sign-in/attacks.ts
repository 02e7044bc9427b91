import { createHmac } from 'node:crypto';
import { exportSPKI, importJWK } from 'jose';
import type { Connection } from '#shared/sign-in/connection.ts';
import type { RefusalReason } from '#shared/sign-in/sign-in-refused.ts';
import type { Attack, Forge } from './support/hostile-provider.ts';

type Json = Record<string, unknown>;
export type AttackRow = readonly [
  name: string,
  reason: RefusalReason,
  attack: Attack,
  connection?: Partial<Connection>,
];

const claim = (changed: Json): Attack => ({ claims: (claims) => ({ ...claims, ...changed }) });
const seconds = (offset: number) => Math.floor(Date.now() / 1_000) + offset;
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const nested = (depth: number): unknown => (depth === 0 ? 'x' : { x: nested(depth - 1) });
const algorithms = (...supported: string[]) => ({
  metadata: (metadata: Json) => ({ ...metadata, id_token_signing_alg_values_supported: supported }),
});
const unsigned = (claims: Json) => `${encoded({ alg: 'none' })}.${encoded(claims)}.`;

/** The public key, which everybody has, as if it were a secret that two share. */
async function signedByPublicKey(claims: Json, { key }: Forge): Promise<string> {
  const publicKey = await importJWK({ ...key.jwk }, 'RS256', { extractable: true });
  const secret = await exportSPKI(publicKey as CryptoKey);
  const text = `${encoded({ alg: 'HS256', kid: key.kid })}.${encoded(claims)}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

/** The same claims, written by hand with one more member at the end. */
async function withTwin(claims: Json, forge: Forge): Promise<string> {
  const [header = ''] = (await forge.sign(claims)).split('.');
  const payload = `${JSON.stringify(claims).slice(0, -1)},"s\\u0075b":"00u2mallory"}`;
  const text = `${header}.${Buffer.from(payload).toString('base64url')}`;
  const algorithm = { name: 'RSASSA-PKCS1-v1_5' };
  const bytes = new TextEncoder().encode(text);
  const signature = await crypto.subtle.sign(algorithm, forge.key.privateKey, bytes);
  return `${text}.${Buffer.from(signature).toString('base64url')}`;
}

/** Whose ID token it is, and who signed it. */
export const signatureAttacks: readonly AttackRow[] = [
  ['alg none', 'wrongSignature', { idToken: unsigned }],
  ['alg none, announced', 'wrongSignature', { idToken: unsigned, ...algorithms('none', 'RS256') }],
  ['HS256 with the public key', 'wrongSignature', { idToken: signedByPublicKey }],
  [
    'HS256 with the public key, announced',
    'wrongSignature',
    { idToken: signedByPublicKey, ...algorithms('HS256', 'RS256') },
  ],
  [
    'a signature of nothing',
    'wrongSignature',
    { idToken: async (claims, { sign }) => (await sign(claims)).replace(/[^.]+$/, 'AAAA') },
  ],
  [
    'claims of another token',
    'wrongSignature',
    {
      async idToken(claims, { sign }) {
        const [header, , signature] = (await sign({ ...claims, sub: 'mallory' })).split('.');
        return `${header}.${encoded(claims)}.${signature}`;
      },
    },
  ],
  [
    "a stranger's key under a known kid",
    'wrongSignature',
    { idToken: (claims, { sign, stranger }) => sign(claims, {}, stranger) },
  ],
  [
    'a kid that nobody publishes',
    'wrongSignature',
    { idToken: (claims, { sign, stranger }) => sign(claims, { kid: 'other' }, stranger) },
  ],
  [
    'a key in the header (jwk)',
    'wrongSignature',
    {
      idToken: (claims, { sign, stranger }) =>
        sign(claims, { jwk: stranger.jwk, kid: 'own' }, stranger),
    },
  ],
  [
    'the address of keys in the header (jku)',
    'wrongSignature',
    {
      idToken: (claims, { sign, stranger, issuer }) =>
        sign(claims, { jku: `${issuer}/strange`, kid: 'strange' }, stranger),
    },
  ],
  [
    'the address of a certificate in the header (x5u)',
    'wrongSignature',
    {
      idToken: (claims, { sign, stranger, issuer }) =>
        sign(claims, { x5u: `${issuer}/strange`, kid: 'strange' }, stranger),
    },
  ],
  [
    'a key of another issuer, in the same set',
    'wrongSignature',
    { keys: (keys) => ({ keys: keys.map((key) => ({ ...key, issuer: 'https://other' })) }) },
  ],
  [
    'no kid, and two keys to choose from',
    'wrongSignature',
    {
      idToken: (claims, { sign }) => sign(claims, { kid: undefined }),
      keys: (keys, { stranger }) => ({ keys: [...keys, { ...stranger.jwk, kid: 'second' }] }),
    },
  ],
  ['the key is a shared secret', 'wrongSignature', { keys: () => ({ keys: [{ kty: 'oct' }] }) }],
  [
    'an extension that has to be understood (crit)',
    'wrongSignature',
    { header: { crit: ['b64'], b64: true } },
  ],
  ['a logout token', 'badAnswer', { header: { typ: 'logout+jwt' } }],
  ['a token that is encrypted', 'badAnswer', { idToken: () => 'a.b.c.d.e' }],
  ['no token at all', 'badAnswer', { tokens: ({ id_token: _, ...rest }) => rest }],
  ['a token that is none', 'badAnswer', { idToken: () => 'not.a.token' }],
  ['a member there twice', 'badAnswer', { idToken: withTwin }],
];

export const claimAttacks: readonly AttackRow[] = [
  ['another issuer', 'wrongIssuer', claim({ iss: 'https://idp.example.com' })],
  [
    'the same issuer with a slash',
    'wrongIssuer',
    { claims: (claims) => ({ ...claims, iss: `${claims['iss']}/` }) },
  ],
  ['another client', 'wrongAudience', claim({ aud: 'other' })],
  ['this client and another', 'wrongAudience', claim({ aud: ['rollcall', 'other'] })],
  [
    'this client and another, for this one',
    'wrongAudience',
    claim({ aud: ['rollcall', 'other'], azp: 'rollcall' }),
  ],
  ['issued to another client', 'wrongAudience', claim({ azp: 'other' })],
  ['another sign-in', 'wrongNonce', claim({ nonce: 'other' })],
  ['no sign-in', 'wrongNonce', claim({ nonce: undefined })],
  ['nobody', 'wrongSubject', claim({ sub: undefined })],
  ['an empty name', 'wrongSubject', claim({ sub: '' })],
  ['a number', 'wrongSubject', claim({ sub: 7 })],
  ['a name without end', 'wrongSubject', claim({ sub: 'x'.repeat(256) })],
  ['issued long ago', 'wrongTime', claim({ iat: seconds(-3_600) })],
  ['issued later', 'wrongTime', claim({ iat: seconds(300) })],
  ['expired', 'wrongTime', claim({ iat: seconds(-3_600), exp: seconds(-1_800) })],
  ['not yet good', 'wrongTime', claim({ nbf: seconds(300) })],
  ['never issued', 'badAnswer', claim({ iat: undefined })],
  ['good for ever', 'badAnswer', claim({ exp: undefined })],
  ['a time in words', 'badAnswer', claim({ exp: 'tomorrow' })],
  ['authenticated later', 'wrongTime', claim({ auth_time: seconds(300) })],
  ['a session that is over', 'wrongTime', claim({ session_expiry: seconds(-1) })],
  ['the hash of another access token', 'badAnswer', claim({ at_hash: 'AAAAAAAAAAAAAAAAAAAAAA' })],
  ['many claims', 'tooLarge', claim({ more: 'x'.repeat(40_000) })],
  ['too many claims', 'tooLarge', claim({ more: 'x'.repeat(60_000) })],
  ['deep claims', 'tooLarge', claim({ more: nested(20) })],
  ['claims without a bottom', 'badAnswer', claim({ more: nested(500) })],
  ['no context, though one was asked for', 'weakAuthentication', {}, { acrValues: ['phr'] }],
  ['a weaker context', 'weakAuthentication', claim({ acr: 'pwd' }), { acrValues: ['phr', 'phrh'] }],
  ['no time, though it was asked for', 'staleAuthentication', {}, { maxAge: 600 }],
  [
    'authenticated too long ago',
    'staleAuthentication',
    claim({ auth_time: seconds(-1_000) }),
    { maxAge: 600 },
  ],
  [
    'a Workspace that is not the one',
    'foreignTenant',
    claim({ hd: 'other.example' }),
    { kind: 'google', hostedDomain: 'acme.example' },
  ],
  ['no Workspace', 'foreignTenant', {}, { kind: 'google', hostedDomain: 'acme.example' }],
];

const html = () => new Response('<html>', { headers: { 'content-type': 'text/html' } });
const hangs = () => new Promise<Response>((go) => setTimeout(() => go(html()), 3_000).unref());
const elsewhere = (member: string): Attack => ({
  metadata: (metadata) => ({ ...metadata, [member]: 'http://169.254.169.254/latest/meta-data' }),
});

/** What is answered by HTTP, or brought back by the browser. */
export const answerAttacks: readonly AttackRow[] = [
  ['tokens in HTML', 'badAnswer', { tokens: html }],
  ['tokens that are a list', 'badAnswer', { tokens: () => Response.json([]) }],
  ['tokens elsewhere', 'badAnswer', { tokens: () => Response.redirect('http://127.0.0.1:1/') }],
  [
    'a member of the answer there twice',
    'badAnswer',
    {
      tokens: (tokens) =>
        new Response(`${JSON.stringify(tokens).slice(0, -1)},"id_token":"x.y.z"}`),
    },
  ],
  ['tokens without end', 'tooLarge', { tokens: () => new Response('x'.repeat(200_000)) }],
  ['tokens that never come', 'providerUnavailable', { tokens: hangs }],
  ['no tokens today', 'providerUnavailable', { tokens: () => new Response('', { status: 503 }) }],
  [
    'a wrong secret',
    'providerRefused',
    { tokens: () => Response.json({ error: 'invalid_client' }, { status: 401 }) },
  ],
  [
    'the profile of somebody else',
    'wrongSubject',
    {
      ...claim({ email: undefined }),
      userInfo: (claims) => ({ ...claims, sub: '00u2mallory' }),
    },
  ],
  [
    'the profile of nobody',
    'wrongSubject',
    { ...claim({ email: undefined }), userInfo: ({ sub: _, ...claims }) => claims },
  ],
  ['a profile in HTML', 'badAnswer', { ...claim({ email: undefined }), userInfo: html }],
  ['keys in HTML', 'badAnswer', { keys: html }],
  ['no keys', 'badAnswer', { keys: () => ({}) }],
  ['keys inside this network', 'badAnswer', elsewhere('jwks_uri')],
  ['tokens inside this network', 'badAnswer', elsewhere('token_endpoint')],
  [
    'the metadata of another issuer',
    'wrongIssuer',
    { metadata: (metadata) => ({ ...metadata, issuer: 'https://idp.example.com' }) },
  ],
  [
    'a script in place of an address',
    'badAnswer',
    { metadata: (metadata) => ({ ...metadata, authorization_endpoint: 'javascript:alert(1)' }) },
  ],
  ['no metadata', 'badAnswer', { metadata: html }],
  ['cancelled', 'cancelled', { response: (back) => back.set('error', 'access_denied') }],
  ['an error', 'providerRefused', { response: (back) => back.set('error', 'server_error') }],
  ['an error of its own', 'providerRefused', { response: (back) => back.set('error', '<b>') }],
  ['no code', 'badAnswer', { response: (back) => back.delete('code') }],
  ['an invented code', 'providerRefused', { response: (back) => back.set('code', 'other') }],
  ['two codes', 'badAnswer', { response: (back) => back.append('code', 'other') }],
  ['a response without end', 'tooLarge', { response: (back) => back.set('x', 'x'.repeat(9_000)) }],
  ['a token in the address', 'badAnswer', { response: (back) => back.set('id_token', 'x.y.z') }],
  ['the answer of another issuer', 'wrongIssuer', { response: (back) => back.set('iss', 'other') }],
  [
    'an issuer that keeps its name to itself',
    'wrongIssuer',
    {
      metadata: (metadata) => ({
        ...metadata,
        authorization_response_iss_parameter_supported: true,
      }),
    },
  ],
  ['another state', 'unknownAttempt', { response: (back) => back.set('state', 'other') }],
  ['no state', 'unknownAttempt', { response: (back) => back.delete('state') }],
];
