import type * as z from 'zod/mini';
import { CliError } from '#functions/cli/cli-error.ts';
import { refusal } from '#functions/cli/refusal.ts';

interface OutgoingRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Headers that show who is asking, for this very request. */
export type Authorize = (request: OutgoingRequest) => Promise<Readonly<Record<string, string>>>;

interface AdminRequest {
  /** Segments below the API's root. */
  readonly path: readonly string[];
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: object;
}

/** The admin API; every call throws CliError when it was refused or failed. */
export interface AdminClient {
  get<T>(answer: z.ZodMiniType<T>, request: AdminRequest): Promise<T>;
  post<T>(answer: z.ZodMiniType<T>, request: AdminRequest): Promise<T>;
  put<T>(answer: z.ZodMiniType<T>, request: AdminRequest): Promise<T>;
  patch<T>(answer: z.ZodMiniType<T>, request: AdminRequest): Promise<T>;
  delete(request: AdminRequest): Promise<void>;
}

/** A Lambda behind an HTTP API answers within 30 s or not at all. */
const PATIENCE_MILLISECONDS = 35_000;

/** @param baseUrl Root of the admin API, without a slash at its end. */
export function createAdminClient(baseUrl: string, authorize: Authorize): AdminClient {
  async function send(
    method: OutgoingRequest['method'],
    { path, query, body }: AdminRequest,
  ): Promise<Response> {
    const request: OutgoingRequest = {
      method,
      url: new URL(`${baseUrl}/${path.map(encodeURIComponent).join('/')}${queryOf(query)}`),
      headers: { accept: 'application/json', ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    };
    const headers = { ...request.headers, ...(await authorize(request)) };
    const response = await answered(request, headers);
    if (response.ok) return response;
    throw await refusal(response);
  }

  async function answerOf<T>(schema: z.ZodMiniType<T>, response: Response): Promise<T> {
    const result = schema.safeParse(await response.json().catch(() => undefined));
    if (result.success) return result.data;
    throw new CliError(
      `${baseUrl} answered with something that is not of Rollcall's admin API.`,
      'Check the URL, and that this checkout is of the version that runs there.',
    );
  }

  return {
    get: async (answer, request) => answerOf(answer, await send('GET', request)),
    post: async (answer, request) => answerOf(answer, await send('POST', request)),
    put: async (answer, request) => answerOf(answer, await send('PUT', request)),
    patch: async (answer, request) => answerOf(answer, await send('PATCH', request)),
    delete: async (request) => {
      await send('DELETE', request);
    },
  };
}

/** Spaces as `%20`: an AWS signature is over that form, and `+` would break it. */
function queryOf(query: AdminRequest['query'] = {}): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

async function answered(
  { method, url, body }: OutgoingRequest,
  headers: Record<string, string>,
): Promise<Response> {
  const signal = AbortSignal.timeout(PATIENCE_MILLISECONDS);
  try {
    return await fetch(url, { method, headers, body: body ?? null, redirect: 'manual', signal });
  } catch (error) {
    if (signal.aborted) {
      const seconds = PATIENCE_MILLISECONDS / 1_000;
      throw new CliError(`${url.origin} did not answer within ${seconds} s.`, 'Try again.');
    }
    throw new CliError(
      `${url.origin} cannot be reached (${reasonOf(error)}).`,
      'Check the URL, and that Rollcall runs there; `npm start` runs it on this machine.',
    );
  }
}

/** fetch hides the reason, such as `ECONNREFUSED`, in the cause. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  if (!(cause instanceof Error)) return 'no reason given';
  return 'code' in cause ? String(cause.code) : cause.message;
}
