import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import * as z from 'zod/mini';
import { CliError } from '#functions/cli/cli-error.ts';
import type { Told } from '#functions/cli/command.ts';
import { isSignedBy } from '#shared/webhooks/signature.ts';

const HOST = '127.0.0.1';
const MAX_BODY_BYTES = 1_048_576;

/** How old or young a request may be, in seconds: who overheard one cannot send it again for ever. */
const TOLERANCE = 300;

interface Listening {
  readonly secret: string;
  readonly port: number;
  /** Requests after which it ends. */
  readonly count: number;
}

interface Judged {
  readonly id: string;
  readonly type: string;
  /** Why it was refused; null when it is right. */
  readonly problem: string | null;
}

const payload = z.object({ type: z.string() });

/** Receives webhooks on this machine and tells of each. @throws CliError when the port cannot be used. */
export async function receiveWebhooks(
  { secret, port, count }: Listening,
  tell: (told: Told) => void,
): Promise<{ verified: number; refused: number }> {
  const done = Promise.withResolvers<void>();
  const seen = { verified: 0, refused: 0 };
  const server = createServer(async (request, response) => {
    const judged = await judge(secret, request);
    response.writeHead(judged.problem === null ? 204 : 400, { connection: 'close' });
    response.end(judged.problem ?? undefined);
    tell(shown(judged));
    seen[judged.problem === null ? 'verified' : 'refused'] += 1;
    if (seen.verified + seen.refused === count) response.once('close', done.resolve);
  });
  server.listen(port, HOST);
  await once(server, 'listening').catch((error: Error) => {
    throw new CliError(`Port ${port} cannot be used (${error.message}).`, 'Name another: --port N');
  });
  const url = `http://${HOST}:${port}`;
  tell({ json: { listening: url }, text: `Listening on ${url}` });
  await done.promise;
  server.close();
  return seen;
}

function shown({ id, type, problem }: Judged): Told {
  const json = { id, type, verified: problem === null, problem };
  return {
    json,
    text: problem === null ? `verified  ${type}  ${id}` : `REFUSED  ${id}  ${problem}`,
  };
}

async function judge(secret: string, request: IncomingMessage): Promise<Judged> {
  const { headers } = request;
  const id = headerOf(headers, 'webhook-id');
  const body = await textOf(request);
  const read = body === undefined ? undefined : payload.safeParse(parsed(body)).data;
  const problem = await problemOf(secret, headers, body);
  return { id, type: read?.type ?? '', problem: problem ?? (read ? null : 'the body is no event') };
}

async function problemOf(
  secret: string,
  headers: IncomingHttpHeaders,
  body: string | undefined,
): Promise<string | undefined> {
  if (body === undefined) return 'the body is too large';
  const [id, time, signature] = ['id', 'timestamp', 'signature'].map((name) =>
    headerOf(headers, `webhook-${name}`),
  );
  const timestamp = Number(time);
  if (!id || !signature || !Number.isInteger(timestamp)) return 'a header is missing';
  if (Math.abs(Date.now() / 1_000 - timestamp) > TOLERANCE) return 'the timestamp is too far away';
  const isRight = await isSignedBy(secret, { id, timestamp, body }, signature);
  return isRight ? undefined : 'no signature is of this secret';
}

function headerOf(headers: IncomingHttpHeaders, name: string): string {
  return String(headers[name] ?? '');
}

async function textOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return size > MAX_BODY_BYTES ? undefined : Buffer.concat(chunks).toString();
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
