import { once } from 'node:events';
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';
import { demoConfiguration } from './demo-configuration.ts';
import { serveLogin } from './demo-login.ts';
import { homePage, sendPage } from './demo-pages.ts';
import { type DemoPerson, demoPeople } from './demo-people.ts';
import { type DemoMemory, MemoryAdapter } from './memory-adapter.ts';

const HOST = '127.0.0.1';

/** Whoever signs people in by the demo identity provider: Rollcall. */
export interface DemoClient {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUris: readonly string[];
  readonly postLogoutRedirectUris?: readonly string[];
  readonly backchannelLogoutUri?: string;
}

export interface DemoIdp {
  readonly issuer: string;
  readonly people: readonly DemoPerson[];
  /** Takes the place of what the client of that id was before. */
  register(client: DemoClient): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts an OpenID provider on loopback that stands for the one of a company: a key of its own, everything in memory.
 *
 * @param port 0 is any that is free.
 */
export async function startDemoIdp(port = 0, people = demoPeople): Promise<DemoIdp> {
  const server = createServer().listen(port, HOST);
  await once(server, 'listening');
  const address = server.address();
  const issuer = `http://${HOST}:${typeof address === 'object' ? address?.port : port}`;
  const memory: DemoMemory = new Map();
  const provider = new Provider(issuer, demoConfiguration(people, memory));
  const serveProtocol = provider.callback();
  server.on('request', (request, response) => {
    if (request.url === '/') return sendPage(response, 200, homePage(people));
    if (!request.url?.startsWith('/interaction/')) return void serveProtocol(request, response);
    serveLogin(provider, people, request, response).catch(() => response.destroy());
  });
  return {
    issuer,
    people,
    register: (client) =>
      new MemoryAdapter(memory, 'Client').upsert(client.clientId, metadataOf(client)),
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function metadataOf(client: DemoClient) {
  return {
    client_id: client.clientId,
    client_secret: client.clientSecret,
    redirect_uris: [...client.redirectUris],
    post_logout_redirect_uris: [...(client.postLogoutRedirectUris ?? [])],
    ...(client.backchannelLogoutUri !== undefined && {
      backchannel_logout_uri: client.backchannelLogoutUri,
      backchannel_logout_session_required: true,
    }),
  };
}
