import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { StartError } from '../start-error.ts';
import { ACCOUNT_ID } from '../template/resource-identity.ts';
import type { HttpApiConfiguration } from './http-api-configuration.ts';
import { gatewayResponse, type HttpResponse } from './http-response.ts';
import { invokeRoute } from './invoke-route.ts';
import { readBody } from './request-body.ts';
import { TokenBucket } from './token-bucket.ts';
import { refuseConnection, writeResponse } from './write-response.ts';

const HOST = '127.0.0.1';
const BODY_LIMIT_BYTES = 10 * 1024 * 1024;

/**
 * API Gateway refuses more than 10,240 bytes of request line and headers. Here more is let through, so that
 * the limits of our own, on filters for one, are seen to work.
 */
const HEADER_LIMIT_BYTES = 64 * 1024;

/** A caller's client must give up an idle connection before we do, or it loses a request now and then. */
const KEEP_ALIVE_MILLISECONDS = 65_000;

const CALLER = {
  accessKey: 'local',
  accountId: ACCOUNT_ID,
  callerId: 'local-admin',
  userArn: `arn:aws:iam::${ACCOUNT_ID}:user/local-admin`,
  userId: 'local-admin',
};

export interface HttpApiOptions {
  /** Stands in for a SigV4 signature on the routes that ask for one. */
  readonly adminToken: string;
  /** Told of every answer: method, path, status, milliseconds. */
  log?(method: string, path: string, status: number, milliseconds: number): void;
  /** Told of what went wrong on this side of the function. */
  warn?(line: string): void;
}

/** The one public server. It listens before the routes are known, and answers 503 until then. */
export class HttpApi {
  readonly #server: Server;
  readonly #options: HttpApiOptions;
  #configuration: HttpApiConfiguration | undefined;
  #throttle: TokenBucket | undefined;

  constructor(options: HttpApiOptions) {
    this.#options = options;
    this.#server = createServer(
      { maxHeaderSize: HEADER_LIMIT_BYTES, keepAliveTimeout: KEEP_ALIVE_MILLISECONDS },
      (request, response) => void this.#serve(request, response),
    );
    this.#server.on('clientError', refuseConnection);
  }

  /** @throws StartError when the port is taken. */
  async listen(port: number): Promise<void> {
    this.#server.listen(port, HOST);
    try {
      await once(this.#server, 'listening');
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : error;
      throw new StartError(
        code === 'EADDRINUSE'
          ? `Port ${port} is taken. Stop what listens there, or choose another: PORT=${port + 1} npm start`
          : `Cannot listen on port ${port} (${String(code)}). Choose another: PORT=8788 npm start`,
      );
    }
  }

  get endpoint(): string {
    return `http://${HOST}:${this.#port}`;
  }

  mount(configuration: HttpApiConfiguration): void {
    const { throttle } = configuration;
    this.#configuration = configuration;
    this.#throttle = throttle && new TokenBucket(throttle.rate, throttle.burst, Date.now);
  }

  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  get #port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const started = performance.now();
    const requestId = randomUUID();
    const [path = '/', query = ''] = splitTarget(request.url ?? '/');
    const answer = await this.#answer(request, path, query, requestId).catch((error: unknown) => {
      if (!request.destroyed) this.#options.warn?.(`The HTTP API failed: ${String(error)}`);
      return gatewayResponse(500, 'Internal Server Error');
    });
    writeResponse(response, answer, requestId);
    const milliseconds = performance.now() - started;
    this.#options.log?.(request.method ?? '', path, response.statusCode, milliseconds);
  }

  async #answer(
    message: IncomingMessage,
    path: string,
    query: string,
    requestId: string,
  ): Promise<HttpResponse> {
    const configuration = this.#configuration;
    if (!configuration) return gatewayResponse(503, 'Service Unavailable');
    const { method = 'GET' } = message;
    const route = matchRoute(configuration, method, path);
    if (route === 'malformed') return gatewayResponse(400, 'Bad Request');
    if (!isHost(message.headers.host)) return gatewayResponse(400, 'Bad Request');
    if (route === undefined) return gatewayResponse(404, 'Not Found');
    if (route.target.throttle?.take() === false || this.#throttle?.take() === false) {
      return gatewayResponse(429, 'Too Many Requests');
    }
    const headers = distinctHeaders(message);
    const caller = route.target.signed ? CALLER : undefined;
    if (caller && !this.#isAdmin(headers['authorization']?.[0]))
      return gatewayResponse(403, 'Forbidden');
    if (caller) delete headers['authorization']; // the function has no use for it
    const body = await readBody(message, BODY_LIMIT_BYTES);
    if (body === undefined) return gatewayResponse(413, 'Request Entity Too Large');
    const received = {
      method,
      path,
      query,
      protocol: `HTTP/${message.httpVersion}`,
      headers,
      body,
      sourceIp: message.socket.remoteAddress ?? HOST,
      port: this.#port,
      receivedAt: Date.now(),
    };
    const { apiId, stage } = configuration;
    return invokeRoute(received, { apiId, stage, route, requestId, caller }, route.target);
  }

  #isAdmin(authorization: string | undefined): boolean {
    const digest = (text: string) => createHash('sha256').update(text).digest();
    const expected = `Bearer ${this.#options.adminToken}`;
    return timingSafeEqual(digest(authorization ?? ''), digest(expected));
  }
}

function matchRoute({ routes }: HttpApiConfiguration, method: string, path: string) {
  try {
    return routes.match(method, path);
  } catch (error) {
    if (error instanceof URIError) return 'malformed';
    throw error;
  }
}

/** Path and query of a request target; a proxy's absolute form loses its origin. */
function splitTarget(target: string): [string, string] {
  const origin = /^https?:\/\/[^/?]*/i.exec(target)?.[0] ?? '';
  const [path = '', ...query] = target.slice(origin.length).split('?');
  return [path.startsWith('/') ? path : `/${path}`, query.join('?')];
}

/** Functions build URLs of it: it must be a name or an address, with or without a port. */
function isHost(host: string | undefined): boolean {
  return host !== undefined && /^([\w.-]+|\[[\da-f:.]+\])(:\d{1,5})?$/i.test(host);
}

function distinctHeaders({ headersDistinct }: IncomingMessage): Record<string, string[]> {
  const headers: Record<string, string[]> = Object.create(null);
  for (const [name, values] of Object.entries(headersDistinct)) headers[name] = values ?? [];
  return headers;
}
