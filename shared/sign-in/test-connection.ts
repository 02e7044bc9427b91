import type { JsonObject } from '#shared/kernel/json.ts';
import type { Connection } from '#shared/sign-in/connection.ts';
import { providers } from '#shared/sign-in/providers/providers.ts';
import { discoveryUrl } from '#shared/sign-in/relying-party/discovery-url.ts';
import type { RelyingPartyPorts } from '#shared/sign-in/relying-party/ports.ts';

/** One thing that was looked at. */
export interface ConnectionCheck {
  readonly check: string;
  readonly ok: boolean;
  /** What was found; when it is not well, what to do. */
  readonly detail: string;
}

type Ports = Pick<RelyingPartyPorts, 'metadata' | 'keys'>;

const ANY_KEY = { kid: undefined, issuer: undefined, tenant: undefined };
const endpoints = ['authorization_endpoint', 'token_endpoint', 'jwks_uri'];

/** What can be told of a connection without a person: whether its provider is there, and is who it has to be. */
export async function testConnection(
  ports: Ports,
  connection: Connection,
): Promise<readonly ConnectionCheck[]> {
  const provider = providers[connection.kind];
  if (provider.protocol === 'oauth2') {
    const { authorization, token, user } = connection.endpoints ?? provider.endpoints;
    return [{ check: 'endpoints', ok: true, detail: [authorization, token, user].join(' ') }];
  }
  const url = discoveryUrl(provider, connection);
  try {
    const metadata = await ports.metadata({ url, issuer: connection.issuer });
    return [
      { check: 'discovery', ok: true, detail: `${url} is that of ${connection.issuer}` },
      endpointsIn(metadata),
      challengesIn(metadata),
      clientIdOf(connection),
      await keysIn(ports, metadata),
    ];
  } catch (error) {
    return [{ check: 'discovery', ok: false, detail: reasonOf(error) }];
  }
}

function endpointsIn(metadata: JsonObject): ConnectionCheck {
  const missing = endpoints.filter((name) => typeof metadata[name] !== 'string');
  const detail = missing.length === 0 ? endpoints.join(', ') : `missing: ${missing.join(', ')}`;
  return { check: 'endpoints', ok: missing.length === 0, detail };
}

/** Some know PKCE and do not say so (Entra): what is sent is ignored at worst. */
function challengesIn({ code_challenge_methods_supported: methods }: JsonObject): ConnectionCheck {
  const says = Array.isArray(methods) && methods.includes('S256');
  return { check: 'PKCE', ok: true, detail: says ? 'S256' : 'not announced; sent all the same' };
}

/** Okta's begin with 0oa, Entra's are GUIDs: one with a space or of a URL was pasted by mistake. */
function clientIdOf({ clientId }: Connection): ConnectionCheck {
  const ok = !/\s|^https?:/.test(clientId);
  return {
    check: 'client id',
    ok,
    detail: ok ? clientId : `${clientId} looks like something else`,
  };
}

async function keysIn({ keys }: Ports, metadata: JsonObject): Promise<ConnectionCheck> {
  try {
    const found = await keys(String(metadata['jwks_uri']), ANY_KEY);
    const kinds = found.map(({ kty, alg }) => String(alg ?? kty));
    const detail = found.length === 0 ? 'there are none' : `${found.length} (${kinds.join(', ')})`;
    return { check: 'keys', ok: found.length > 0, detail };
  } catch (error) {
    return { check: 'keys', ok: false, detail: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : 'There was no answer.';
}
