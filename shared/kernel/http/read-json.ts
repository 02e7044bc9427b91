import { DomainError } from '#shared/kernel/domain-error.ts';
import { type JsonValue, parseJson } from '#shared/kernel/json.ts';

/** Largest request body in bytes. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;

/** A body can be read once, and a request may have to be served twice. */
const bodies = new WeakMap<Request, Promise<ArrayBuffer>>();

function bytesOf(request: Request): Promise<ArrayBuffer> {
  const bytes = bodies.get(request) ?? request.arrayBuffer();
  bodies.set(request, bytes);
  return bytes;
}

export interface BodyLimit {
  readonly bytes: number;
  /** For the client whose body is larger. */
  readonly detail: string;
}

const usualLimit: BodyLimit = {
  bytes: MAX_BODY_BYTES,
  detail: `The body is larger than the limit of ${MAX_BODY_BYTES} bytes. Send it in smaller parts.`,
};

/** Names of UTF-8, and of the part of it that is ASCII, as a charset; with quotes and without. */
const UTF_8 = ['utf-8', '"utf-8"', 'utf8', 'us-ascii'];

/**
 * Reads a JSON body as null-prototype data.
 *
 * @param accepted Media types that the endpoint takes, lower case, without parameters.
 * @throws DomainError `unsupportedMediaType`, `payloadTooLarge` or `invalidSyntax`.
 */
export async function readJson(
  request: Request,
  accepted: readonly string[],
  limit: BodyLimit = usualLimit,
): Promise<JsonValue> {
  const [mediaType, ...parameters] = partsOf(request.headers.get('content-type') ?? '');
  if (mediaType && !accepted.includes(mediaType)) {
    throw new DomainError(
      'unsupportedMediaType',
      `The Content-Type ${mediaType} is not understood here; send ${accepted.join(' or ')}.`,
    );
  }
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice(8);
  if (charset && !UTF_8.includes(charset)) {
    const detail = `The charset ${charset.slice(0, 40)} is not understood here; send UTF-8.`;
    throw new DomainError('unsupportedMediaType', detail);
  }
  const bytes = await bytesOf(request);
  if (bytes.byteLength > limit.bytes) {
    throw new DomainError('payloadTooLarge', limit.detail);
  }
  const text = decode(bytes);
  if (text.trim() === '') {
    throw new DomainError('invalidSyntax', 'The request has no body; send a JSON object.');
  }
  return parseJson(text);
}

/** A media type and its parameters, in lower case. */
function partsOf(contentType: string): string[] {
  return contentType.split(';').map((part) => part.trim().toLowerCase());
}

/** JSON is UTF-8 (RFC 8259 section 8.1): what is not would be kept as something else than was sent. */
function decode(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new DomainError('invalidSyntax', 'The body is not UTF-8; encode it as that.', { cause });
  }
}
