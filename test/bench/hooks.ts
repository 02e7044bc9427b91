import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Sighting } from './sighting.ts';

/** A path that is never answered. */
export const HANGS = '/hangs';

export interface Hooks {
  readonly url: string;
  /** Messages that were given up on, as they were not answered. */
  readonly givenUp: () => number;
  close(): void;
}

/** Receives webhooks on this machine, any path; `onMessage` hears of what is answered, when it is there as a whole. */
export async function startHooks(onMessage: (sighting: Sighting) => void): Promise<Hooks> {
  let givenUp = 0;
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const seen = Date.now();
    if (request.url === HANGS) {
      response.once('close', () => {
        givenUp += 1;
      });
      return;
    }
    response.writeHead(204).end();
    const { subject, time } = JSON.parse(body).data;
    const committed = Date.parse(time);
    onMessage({ place: request.url ?? '', subject: subject.id, committed, seen });
  });
  return {
    url: `http://127.0.0.1:${await listen(server)}`,
    givenUp: () => givenUp,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A URL of this machine where nobody listens. */
export async function deadUrl(): Promise<string> {
  const server = createServer();
  const port = await listen(server);
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}/`;
}

async function listen(server: ReturnType<typeof createServer>): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address === 'string' || !address) throw new Error('It does not listen on a port.');
  return address.port;
}
