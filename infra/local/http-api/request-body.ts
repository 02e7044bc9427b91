import type { IncomingMessage } from 'node:http';

/** A body that is too large is still read to its end, or the client would see a reset and no answer; up to this. */
const PATIENCE_FACTOR = 4;

/** The body, or undefined when it is larger than `limit` bytes. */
export async function readBody(
  request: IncomingMessage,
  limit: number,
): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
    if (size > limit * PATIENCE_FACTOR) break;
  }
  return size > limit ? undefined : Buffer.concat(chunks);
}
