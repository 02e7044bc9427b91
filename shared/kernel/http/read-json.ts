import { DomainError } from '#shared/kernel/domain-error.ts';
import { type JsonValue, parseJson } from '#shared/kernel/json.ts';

/** Largest request body in bytes. */
export const MAX_BODY_BYTES = 4 * 1024 * 1024;

/** A body can be read once, and a request may have to be served twice. */
const texts = new WeakMap<Request, Promise<string>>();

function textOf(request: Request): Promise<string> {
  const text = texts.get(request) ?? request.text();
  texts.set(request, text);
  return text;
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
  const mediaType = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (mediaType && !accepted.includes(mediaType)) {
    throw new DomainError(
      'unsupportedMediaType',
      `The Content-Type ${mediaType} is not understood here; send ${accepted.join(' or ')}.`,
    );
  }
  const text = await textOf(request);
  // A character is at most three bytes of UTF-8, so most bodies need no second look.
  if (text.length * 3 > limit.bytes && new TextEncoder().encode(text).length > limit.bytes) {
    throw new DomainError('payloadTooLarge', limit.detail);
  }
  if (text.trim() === '') {
    throw new DomainError('invalidSyntax', 'The request has no body; send a JSON object.');
  }
  return parseJson(text);
}
