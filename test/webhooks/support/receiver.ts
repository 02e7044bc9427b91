import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

export interface ReceivedMessage {
  readonly id: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a receiver does with a message; `undefined` leaves the connection hanging. */
export type Answering = (message: ReceivedMessage) => number | Answered | undefined;

export interface Answered {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Receiver {
  readonly url: string;
  readonly received: ReceivedMessage[];
  answering: Answering;
  close(): Promise<void>;
}

/** A receiver of webhooks on a free port of this machine; it takes everything until told otherwise. */
export async function startReceiver(answering: Answering = () => 204): Promise<Receiver> {
  const server = createServer((request, response) => void serve(request, response, receiver));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const receiver: Receiver = {
    url: `http://127.0.0.1:${port}/hooks`,
    received: [],
    answering,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return receiver;
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  receiver: Receiver,
): Promise<void> {
  const body = await text(request);
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
  );
  const message = { id: headers['webhook-id'] ?? '', headers, body };
  receiver.received.push(message);
  const answer = receiver.answering(message);
  if (answer === undefined) return;
  const {
    status,
    headers: own = {},
    body: content = '',
  } = typeof answer === 'number' ? { status: answer } : answer;
  response.writeHead(status, own);
  response.end(content);
}
