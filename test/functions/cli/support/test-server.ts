import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export interface Received {
  readonly method: string;
  /** As it was on the wire, query included. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type Answering = (received: Received) => Response | Promise<Response>;

export interface TestServer {
  /** `http://127.0.0.1:port` */
  readonly origin: string;
  readonly received: Received[];
  close(): Promise<void>;
}

/** An HTTP server on a free port of this machine that answers by `answering` and keeps what it received. */
export async function startServer(answering: Answering): Promise<TestServer> {
  const received: Received[] = [];
  const server = createServer((incoming, outgoing) => {
    void serve(incoming, outgoing, answering, received);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No TCP port was given.');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    received,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** The Web standard's Request for what was received at `origin`. */
export function requestFor(origin: string, { method, target, headers, body }: Received): Request {
  return new Request(`${origin}${target}`, { method, headers, ...(body !== '' && { body }) });
}

async function serve(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  answering: Answering,
  kept: Received[],
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const received: Received = {
    method: incoming.method ?? '',
    target: incoming.url ?? '',
    headers: Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
    ),
    body: Buffer.concat(chunks).toString(),
  };
  kept.push(received);
  const response = await answering(received);
  const cookies = response.headers.getSetCookie();
  outgoing.writeHead(response.status, {
    ...Object.fromEntries(response.headers),
    ...(cookies.length > 0 && { 'set-cookie': cookies }),
  });
  outgoing.end(await response.text());
}
