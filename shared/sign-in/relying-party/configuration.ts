import {
  allowInsecureRequests,
  type ClientAuth,
  Configuration,
  clockTolerance,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
} from 'openid-client';
import type { Connection } from '#shared/sign-in/connection.ts';
import type { OAuthProvider, OidcProvider } from '#shared/sign-in/providers/provider.ts';
import { providers } from '#shared/sign-in/providers/providers.ts';
import { discoveredServer, discoveryUrl } from '#shared/sign-in/relying-party/discovery-url.ts';
import { CLOCK_SKEW } from '#shared/sign-in/relying-party/id-token-rules.ts';
import type { RelyingPartyPorts } from '#shared/sign-in/relying-party/ports.ts';
import { providerFetch } from '#shared/sign-in/relying-party/provider-fetch.ts';

const client = { [clockTolerance]: CLOCK_SKEW };

/**
 * A connection as openid-client needs it, for one sign-in.
 *
 * @throws OutgoingHttpError when its metadata cannot be had, SignInRefused `wrongIssuer` when it is another's.
 */
export async function configurationOf(
  ports: RelyingPartyPorts,
  connection: Connection,
  authentication?: ClientAuth,
): Promise<Configuration> {
  const provider = providers[connection.kind];
  return provider.protocol === 'oidc'
    ? await discoveredConfiguration(ports, provider, connection, authentication)
    : knownConfiguration(ports, provider, connection, authentication);
}

async function discoveredConfiguration(
  ports: RelyingPartyPorts,
  provider: OidcProvider,
  connection: Connection,
  authentication: ClientAuth | undefined,
): Promise<Configuration> {
  const url = discoveryUrl(provider, connection);
  const metadata = await ports.metadata({ url, issuer: connection.issuer });
  const server = discoveredServer(provider, connection);
  return await discovery(server, connection.clientId, client, authentication, {
    [customFetch]: providerFetch(ports, { url, metadata }),
    // Without it a token with any signature at all would do, since it came over TLS.
    execute: [enableNonRepudiationChecks, ...(ports.local ? [allowInsecureRequests] : [])],
  });
}

function knownConfiguration(
  ports: RelyingPartyPorts,
  provider: OAuthProvider,
  connection: Connection,
  authentication: ClientAuth | undefined,
): Configuration {
  const { authorization, token } = connection.endpoints ?? provider.endpoints;
  const { issuer, clientId } = connection;
  const server = { issuer, authorization_endpoint: authorization, token_endpoint: token };
  const configuration = new Configuration(server, clientId, client, authentication);
  configuration[customFetch] = providerFetch(ports, undefined);
  if (ports.local) allowInsecureRequests(configuration);
  return configuration;
}
