/** What is sent to an address that somebody else chose. */
export interface OutgoingRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Those of the connection and of the body's length are set by themselves. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Milliseconds until the whole answer must be there, at most 60,000 (10,000). */
  readonly timeout?: number;
  /** Bytes of the answer's body that are taken (65,536). */
  readonly maxBody?: number;
  /** What becomes of a longer body: the request fails (`refuse`, unless said otherwise), or the rest is left. */
  readonly longBody?: 'refuse' | 'truncate';
}

/** Any answer, a redirect too: none is ever followed. */
export interface OutgoingResponse {
  readonly status: number;
  /** Names in lower case; a header that came several times is joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** @throws OutgoingHttpError and nothing else, when there was no whole answer. */
export type OutgoingHttp = (url: string, request: OutgoingRequest) => Promise<OutgoingResponse>;

/**
 * Why there was no answer: the URL or a header is none that may be sent, or the host has an address that is not public;
 * the name is unknown; nobody listens; TLS failed; it took too long; the answer was too large, or not HTTP, or
 * broke off. With `refusedRequest`, `refusedAddress`, `dns`, `connect` and `tls` the request was not sent.
 */
export type OutgoingFailure =
  | 'refusedRequest'
  | 'refusedAddress'
  | 'dns'
  | 'connect'
  | 'tls'
  | 'timeout'
  | 'tooLarge'
  | 'protocol';

export class OutgoingHttpError extends Error {
  override readonly name = 'OutgoingHttpError';
  readonly failure: OutgoingFailure;

  /** @param detail One sentence for whoever gave the URL; it names no address that a name stands for. */
  constructor(failure: OutgoingFailure, detail: string, cause?: unknown) {
    super(detail, { cause });
    this.failure = failure;
  }
}
