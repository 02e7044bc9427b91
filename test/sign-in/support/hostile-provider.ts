import { createHash, randomUUID } from 'node:crypto';
import { type JWK, SignJWT } from 'jose';
import { html } from '#shared/kernel/http/html.ts';
import { type Received, startServer } from '../../functions/cli/support/test-server.ts';
import { newKey, type SigningKey } from '../../token-endpoint/support/test-issuer.ts';

type Json = Record<string, unknown>;

/** What is at hand for whoever makes an ID token. */
export interface Forge {
  readonly issuer: string;
  readonly key: SigningKey;
  /** Of somebody else; published nowhere. */
  readonly stranger: SigningKey;
  readonly sign: (claims: Json, header?: Json, key?: SigningKey) => Promise<string>;
}

/** Where a provider departs from what is right; what is left out, it does as it should. */
export interface Attack {
  readonly metadata?: (metadata: Json) => Json | Response;
  /** What the browser brings back. */
  readonly response?: (parameters: URLSearchParams) => void;
  readonly header?: Json;
  readonly claims?: (claims: Json) => Json;
  readonly idToken?: (claims: Json, forge: Forge) => Promise<string> | string;
  /** The token response, or the members of it. */
  readonly tokens?: (tokens: Json) => Json | Response | Promise<Response>;
  readonly userInfo?: (claims: Json) => Json | Response;
  readonly keys?: (keys: readonly JWK[], forge: Forge) => Json | Response;
}

interface Code {
  readonly parameters: URLSearchParams;
  readonly redeemed: { times: number };
}

/**
 * An OpenID provider on loopback that signs everybody in as Ada, unasked, and may be made to do any of it wrong. It has
 * as many issuers as wanted, so that nothing remembered of one is taken for another's.
 */
export async function startHostileProvider() {
  const [key, stranger] = await Promise.all([newKey('current'), newKey('current')]);
  const attacks = new Map<string, Attack>();
  const published = new Map<string, readonly SigningKey[]>();
  const codes = new Map<string, Code>();

  const server = await startServer(async (received) => {
    const url = new URL(received.target, server.origin);
    const [, name = '', ...rest] = url.pathname.split('/');
    const issuer = issuers(name);
    const answer = endpoints[rest.join('/')];
    return (await answer?.(issuer, url, received)) ?? new Response('nothing', { status: 404 });
  });

  function issuers(name: string) {
    const issuer = `${server.origin}/${name}`;
    const signing = published.get(name)?.[0] ?? key;
    const sign = (claims: Json, header: Json = {}, by = signing) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: by.alg, kid: by.kid, ...header })
        .sign(by.privateKey);
    const forge: Forge = { issuer, key: signing, stranger, sign };
    return { name, issuer, forge, attack: attacks.get(name) ?? {} };
  }

  type Issuer = ReturnType<typeof issuers>;

  const endpoints: Record<
    string,
    (issuer: Issuer, url: URL, received: Received) => Response | Promise<Response>
  > = {
    '.well-known/openid-configuration': ({ issuer, attack }) => {
      const metadata = {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        userinfo_endpoint: `${issuer}/userinfo`,
        jwks_uri: `${issuer}/keys`,
        id_token_signing_alg_values_supported: ['RS256'],
      };
      return answered(attack.metadata?.(metadata) ?? metadata);
    },
    keys: ({ name, attack, forge }) => {
      const keys = (published.get(name) ?? [key]).map(({ jwk }) => jwk);
      return answered(attack.keys?.(keys, forge) ?? { keys });
    },
    authorize: ({ attack }, { searchParams }) => {
      const code = randomUUID();
      codes.set(code, { parameters: searchParams, redeemed: { times: 0 } });
      const state = searchParams.get('state') ?? '';
      const parameters = new URLSearchParams({ code, state });
      attack.response?.(parameters);
      const redirectUri = searchParams.get('redirect_uri') ?? '';
      if (searchParams.get('response_mode') === 'form_post') return form(redirectUri, parameters);
      const location = `${redirectUri}?${parameters}`;
      return new Response(null, { status: 303, headers: { location } });
    },
    token: async ({ attack, issuer, forge }, _, { body }) => {
      const sent = new URLSearchParams(body);
      const code = codes.get(sent.get('code') ?? '');
      const parameters = code?.parameters;
      const challenge = createHash('sha256').update(sent.get('code_verifier') ?? '');
      const fits = challenge.digest('base64url') === parameters?.get('code_challenge');
      if (!code || !parameters || !fits || code.redeemed.times > 0) {
        return Response.json({ error: 'invalid_grant' }, { status: 400 });
      }
      code.redeemed.times += 1;
      const claims = ada(issuer, parameters);
      const bent = attack.claims?.(claims) ?? claims;
      const token = attack.idToken?.(bent, forge) ?? forge.sign(bent, attack.header);
      const tokens = { access_token: 'access', token_type: 'Bearer', id_token: await token };
      return answered((await attack.tokens?.(tokens)) ?? tokens);
    },
    userinfo: ({ attack, issuer }) => {
      const { sub, name, email, email_verified } = ada(issuer, new URLSearchParams());
      const claims = { sub, name, email, email_verified };
      return answered(attack.userInfo?.(claims) ?? claims);
    },
  };

  return {
    origin: server.origin,
    received: server.received,
    close: () => server.close(),
    /** A provider of its own under that name. */
    issuer(name: string, attack: Attack = {}): string {
      attacks.set(name, attack);
      return `${server.origin}/${name}`;
    },
    /** Publishes these keys, and signs by the first. */
    publish: (name: string, keys: readonly SigningKey[]) => void published.set(name, keys),
  };
}

function ada(issuer: string, asked: URLSearchParams) {
  const now = Math.floor(Date.now() / 1_000);
  return {
    iss: issuer,
    sub: '00u1ada',
    aud: asked.get('client_id'),
    nonce: asked.get('nonce'),
    iat: now,
    exp: now + 3_600,
    name: 'Ada Lovelace',
    // Of each provider another person.
    email: `ada@${issuer.split('/').at(-1)}.example`,
    email_verified: true,
  };
}

function form(action: string, parameters: URLSearchParams): Response {
  const inputs = [...parameters].map(
    ([name, value]) => `<input type="hidden" name="${name}" value="${html`${value}`.markup}">`,
  );
  return new Response(`<form method="post" action="${action}">${inputs.join('')}</form>`);
}

function answered(answer: Json | Response): Response {
  return answer instanceof Response ? answer : Response.json(answer);
}
