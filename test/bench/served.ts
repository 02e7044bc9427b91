import { type ChildProcess, fork } from 'node:child_process';
import http from 'node:http';
import { median } from './median.ts';
import type { ScimmyMessage } from './scimmy-server.ts';
import type { ServerMessage } from './server.ts';

export interface Served {
  /** CPU milliseconds that the server spent on each of `count` requests, one after the other. */
  cpuPerRequest(count: number, request: (index: number) => HttpRequest): Promise<number>;
  /** What each of `count` requests costs, one after the other; `take` gets each answer, outside the clock. */
  measure(
    count: number,
    request: (index: number) => HttpRequest,
    take?: (answer: string) => void,
  ): Promise<Cost>;
  stop(): void;
}

/** Of one request, in milliseconds. */
export interface Cost {
  /** Median of what the client waited. */
  readonly wall: number;
  /** Mean of what the server's process spent. */
  readonly cpu: number;
}

export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly token: string;
  readonly body?: object;
}

type Start<Message> = Extract<Message, { kind: 'start' }>;

/** Starts a server in a process of its own, so that its CPU time can be told from everybody else's. */
export async function serve(start: Start<ServerMessage>): Promise<Served> {
  return await served('server.ts', start);
}

/** SCIMMY behind its own routers, with so many users and groups in its memory. */
export async function serveScimmy(start: Start<ScimmyMessage>): Promise<Served> {
  return await served('scimmy-server.ts', start);
}

async function served(script: string, start: { kind: 'start' }): Promise<Served> {
  const child = fork(new URL(script, import.meta.url));
  const port = await ask(child, start);
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const measure: Served['measure'] = async (count, request, take) => {
    const walls: number[] = [];
    const before = await ask(child, { kind: 'cpu' });
    for (let index = 0; index < count; index += 1) {
      const began = performance.now();
      const answer = await exchange(agent, port, request(index));
      walls.push(performance.now() - began);
      take?.(answer);
    }
    const spent = (await ask(child, { kind: 'cpu' })) - before;
    return { wall: median(walls), cpu: spent / 1_000 / count };
  };
  return {
    measure,
    cpuPerRequest: async (count, request) => (await measure(count, request)).cpu,
    stop() {
      agent.destroy();
      child.kill();
    },
  };
}

function ask(child: ChildProcess, message: { kind: 'start' | 'cpu' }): Promise<number> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error('A server of the bench ended before it answered.'));
    child.once('exit', ended);
    child.once('message', (answer) => {
      child.off('exit', ended);
      resolve(Number(answer));
    });
    child.send(message);
  });
}

function exchange(agent: http.Agent, port: number, { method, path, token, body }: HttpRequest) {
  const payload = body === undefined ? undefined : JSON.stringify(body);
  return new Promise<string>((resolve, reject) => {
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
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          if (statusCode < 300) resolve(text);
          else reject(new Error(`${method} ${path}: ${statusCode} ${text.slice(0, 300)}`));
        });
      },
    );
    request.on('error', reject);
    request.end(payload);
  });
}
