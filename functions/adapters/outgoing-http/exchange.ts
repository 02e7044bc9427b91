import http, { type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Address } from '#functions/adapters/outgoing-http/guard.ts';
import {
  type OutgoingFailure,
  OutgoingHttpError,
  type OutgoingRequest,
  type OutgoingResponse,
} from '#shared/kernel/http/outgoing-http.ts';

/** Bytes. */
const DEFAULT_MAX_BODY = 65_536;
const MAX_HEADERS = 16_384;

/** Milliseconds that one of several addresses has before the next is tried beside it. */
const ATTEMPT_WITHIN = 1_000;

interface Exchange {
  readonly url: URL;
  /** The only ones that are connected to. */
  readonly addresses: readonly Address[];
  readonly request: OutgoingRequest;
  /** Aborted, with an OutgoingHttpError for a reason, when time is up. */
  readonly signal: AbortSignal;
  readonly connected: () => void;
}

/** One request on a connection of its own. @throws OutgoingHttpError */
export async function exchange(options: Exchange): Promise<OutgoingResponse> {
  const { request, signal, connected } = options;
  const outgoing = open(options);
  const failure = watch(outgoing, connected);
  try {
    outgoing.end(request.body);
    const response = await answerTo(outgoing);
    return {
      status: response.statusCode ?? 0,
      headers: headersOf(response),
      body: await bodyOf(response, request),
    };
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (error instanceof OutgoingHttpError) throw error;
    throw failure(error);
  } finally {
    outgoing.destroy();
  }
}

function open({ url, addresses, request, signal }: Exchange): ClientRequest {
  const secure = url.protocol === 'https:';
  const { request: start, Agent } = secure ? https : http;
  const options: RequestOptions = {
    method: request.method,
    headers: { ...request.headers, 'accept-encoding': 'identity', ...lengthOf(request) },
    agent: new Agent({ autoSelectFamilyAttemptTimeout: ATTEMPT_WITHIN }),
    lookup: answering(addresses),
    maxHeaderSize: MAX_HEADERS,
    signal,
  };
  try {
    const outgoing = start(url, options);
    // What goes wrong after the answer began is heard from the answer.
    outgoing.on('error', () => undefined);
    return outgoing;
  } catch (cause) {
    throw new OutgoingHttpError('refusedRequest', 'The request has a header that is none.', cause);
  }
}

function answerTo(outgoing: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    outgoing.once('response', resolve).once('error', reject);
    // A server that changes to another protocol gets its connection closed, and nothing else says so.
    outgoing.once('close', () => reject(new Error('The connection was closed without an answer.')));
  });
}

function lengthOf({ body }: OutgoingRequest) {
  return body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
}

/** A resolver that knows one answer; addresses in the URL itself never get to it. */
function answering(addresses: readonly Address[]): LookupFunction {
  return (_hostname, { all }, callback) => {
    const [first] = addresses;
    if (all) callback(null, [...addresses]);
    else callback(null, first?.address ?? '', first?.family);
  };
}

/** Gives the failure that an error means, which depends on how far the connection had got. */
function watch(outgoing: ClientRequest, connected: () => void) {
  let phase: OutgoingFailure = 'connect';
  outgoing.once('socket', (socket) => {
    const secure = outgoing.protocol === 'https:';
    const ready = () => {
      phase = 'protocol';
      connected();
    };
    socket.once('connect', () => {
      if (!secure) return ready();
      phase = 'tls';
      socket.once('secureConnect', ready);
    });
  });
  return (cause: unknown) => {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    const failure = code === 'HPE_HEADER_OVERFLOW' ? 'tooLarge' : phase;
    return new OutgoingHttpError(failure, `${outgoing.host} ${details[failure]} (${code}).`, cause);
  };
}

const details: Readonly<Record<OutgoingFailure, string>> = {
  refusedRequest: 'may not be called',
  refusedAddress: 'has an address that is not public',
  dns: 'cannot be looked up',
  connect: 'cannot be connected to',
  tls: 'did not prove who it is over TLS',
  timeout: 'took too long',
  tooLarge: 'answered with too much',
  protocol: 'did not answer to the end in HTTP',
};

function headersOf({ headersDistinct }: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = Object.create(null);
  for (const [name, values] of Object.entries(headersDistinct)) {
    headers[name] = values?.join(', ') ?? '';
  }
  return headers;
}

async function bodyOf(
  response: IncomingMessage,
  { maxBody = DEFAULT_MAX_BODY, longBody }: OutgoingRequest,
): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let room = maxBody;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk.subarray(0, room));
    room -= chunk.length;
    if (room >= 0) continue;
    if (longBody === 'truncate') break;
    throw new OutgoingHttpError('tooLarge', `The answer is larger than ${maxBody} bytes.`);
  }
  return Buffer.concat(chunks);
}
