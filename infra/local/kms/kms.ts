import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { KmsKeys } from './kms-keys.ts';
import { answerKms, KmsError } from './operations.ts';

/** KMS's endpoint for functions: Encrypt and Decrypt with the app's keys, and nothing else. */
export class Kms {
  readonly #server: Server;
  readonly #keys: KmsKeys;

  constructor(keys: KmsKeys) {
    this.#keys = keys;
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
    try {
      return { status: 200, answer: answerKms(target, JSON.parse(body.toString()), this.#keys) };
    } catch (error) {
      if (error instanceof KmsError) {
        return { status: 400, answer: { __type: error.name, message: error.message } };
      }
      if (error instanceof SyntaxError) {
        return { status: 400, answer: { __type: 'SerializationException', message: 'No JSON.' } };
      }
      throw error;
    }
  }
}
