import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { EventBuses } from './event-bus.ts';
import { putEvents, ValidationException } from './put-events.ts';

const PUT_EVENTS = 'AWSEvents.PutEvents';

export interface EventBridgeOptions {
  readonly buses: EventBuses;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Told of what a function asked for in vain. */
  warn(line: string): void;
}

/**
 * EventBridge's endpoint for functions: PutEvents, and nothing else. As the only general endpoint here it
 * also turns away calls to every service that has no stand-in, so that they cannot leave this machine.
 */
export class EventBridge {
  readonly #server: Server;
  readonly #options: EventBridgeOptions;

  constructor(options: EventBridgeOptions) {
    this.#options = options;
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  /** @returns the endpoint, `http://127.0.0.1:port`. */
  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    return `http://127.0.0.1:${port}`;
  }

  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request).catch(() => undefined);
    if (body === undefined) return; // the caller left in the middle of its request
    const { status, answer } = this.#answer(String(request.headers['x-amz-target']), body);
    response.writeHead(status, {
      'content-type': 'application/x-amz-json-1.1',
      'x-amzn-requestid': randomUUID(),
    });
    response.end(JSON.stringify(answer));
  }

  #answer(target: string, body: Buffer): { status: number; answer: unknown } {
    const { buses, now, warn } = this.#options;
    if (target !== PUT_EVENTS) {
      warn(`A function called ${target}, which has no stand-in here.`);
      return refusal('UnknownOperationException', `${target} has no stand-in here.`);
    }
    try {
      const { accepted, body: answer } = putEvents(JSON.parse(body.toString()), buses.names, now());
      for (const entry of answer.Entries) {
        if ('ErrorCode' in entry) warn(`PutEvents: ${entry.ErrorCode}: ${entry.ErrorMessage}`);
      }
      buses.publish(accepted);
      return { status: 200, answer };
    } catch (error) {
      if (error instanceof ValidationException) return refusal(error.name, error.message);
      if (error instanceof SyntaxError)
        return refusal('SerializationException', 'The body is not JSON.');
      throw error;
    }
  }
}

function refusal(type: string, message: string) {
  return { status: 400, answer: { __type: type, message } };
}
