import { type ChildProcess, fork } from 'node:child_process';
import http from 'node:http';
import type { ServerMessage } from './server.ts';

export interface Served {
  /** CPU milliseconds that the server spent on each of `count` requests, one after the other. */
  cpuPerRequest(count: number, request: (index: number) => HttpRequest): Promise<number>;
  stop(): void;
}

export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly token: string;
  readonly body?: object;
}

/** Starts a server in a process of its own, so that its CPU time can be told from everybody else's. */
export async function serve(start: Extract<ServerMessage, { kind: 'start' }>): Promise<Served> {
  const child = fork(new URL('server.ts', import.meta.url));
  const port = await ask(child, start);
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  return {
    async cpuPerRequest(count, request) {
      const before = await ask(child, { kind: 'cpu' });
      for (let index = 0; index < count; index += 1) await exchange(agent, port, request(index));
      return ((await ask(child, { kind: 'cpu' })) - before) / 1_000 / count;
    },
    stop() {
      agent.destroy();
      child.kill();
    },
  };
}

function ask(child: ChildProcess, message: ServerMessage): Promise<number> {
  return new Promise((resolve) => {
    child.once('message', (answer) => resolve(Number(answer)));
    child.send(message);
  });
}

function exchange(agent: http.Agent, port: number, { method, path, token, body }: HttpRequest) {
  const payload = body === undefined ? undefined : JSON.stringify(body);
  return new Promise<void>((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${token}`,
      ...(payload !== undefined && {
        'content-type': 'application/scim+json',
        'content-length': Buffer.byteLength(payload),
      }),
    };
    const request = http.request(
      { agent, port, host: '127.0.0.1', method, path, headers },
      (response) => {
        const { statusCode = 0 } = response;
        response.resume();
        response.on('end', () =>
          statusCode < 300 ? resolve() : reject(new Error(`${method} ${path}: ${statusCode}`)),
        );
      },
    );
    request.on('error', reject);
    request.end(payload);
  });
}
