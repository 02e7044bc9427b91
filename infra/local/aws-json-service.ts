import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

export interface AwsJsonAnswer {
  readonly status: number;
  readonly answer: unknown;
}

/** Answers one call of the AWS JSON protocol; `target` is `Service.Operation`. */
export type AnswerCall = (target: string, body: Buffer) => AwsJsonAnswer;

/** The endpoint of a service that speaks AWS JSON 1.1, on the loopback interface. */
export class AwsJsonService {
  readonly #server: Server;
  readonly #answer: AnswerCall;

  constructor(answer: AnswerCall) {
    this.#answer = answer;
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
}

/** An error as these services answer it. */
export function awsJsonRefusal(type: string, message: string): AwsJsonAnswer {
  return { status: 400, answer: { __type: type, message } };
}
