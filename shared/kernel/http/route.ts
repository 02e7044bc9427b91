import { DomainError } from '#shared/kernel/domain-error.ts';

export const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export type Method = (typeof methods)[number];

/** What one route does with a request; `params` holds the decoded `{name}` segments of its path. */
export interface Call<Context> {
  readonly request: Request;
  readonly url: URL;
  readonly params: Readonly<Record<string, string>>;
  readonly context: Context;
}

export interface Route<Context> {
  readonly method: Method;
  /** Segments separated by `/`; `{name}` stands for any one segment. */
  readonly path: string;
  readonly handle: (call: Call<Context>) => Promise<Response>;
}

interface Compiled<Context> extends Route<Context> {
  readonly segments: readonly string[];
}

export interface Matched<Context> {
  readonly route: Route<Context>;
  readonly params: Record<string, string>;
}

/**
 * Turns a table of routes into a look-up by method and path. HEAD finds the route of GET (RFC 9110 section 9.3.2).
 *
 * @throws DomainError `notFound` for an unknown path, `methodNotAllowed` for a known path with another method.
 */
export function createMatcher<Context>(
  routes: readonly Route<Context>[],
): (method: string, path: string) => Matched<Context> {
  const compiled = routes.map((route) => ({ ...route, segments: split(route.path) }));
  return (sent, path) => {
    const method = sent === 'HEAD' ? 'GET' : sent;
    const segments = split(path).map(decode);
    const candidates = compiled.filter((route) => fits(route, segments));
    const route = candidates.find((candidate) => candidate.method === method);
    if (route) return { route, params: paramsOf(route, segments) };
    if (candidates.length === 0) {
      throw new DomainError(
        'notFound',
        `There is nothing at ${path}. Check the base URL and the path.`,
      );
    }
    const allow = candidates.flatMap((candidate) =>
      candidate.method === 'GET' ? ['GET', 'HEAD'] : [candidate.method],
    );
    const detail = `${method} is not possible here; use one of: ${allow.join(', ')}.`;
    throw new DomainError('methodNotAllowed', detail, { allow });
  };
}

function split(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '');
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (cause) {
    throw new DomainError('notFound', 'The path is not valid percent-encoding.', { cause });
  }
}

function fits<Context>(route: Compiled<Context>, segments: readonly string[]): boolean {
  return (
    route.segments.length === segments.length &&
    route.segments.every((pattern, index) => isParam(pattern) || pattern === segments[index])
  );
}

function paramsOf<Context>(route: Compiled<Context>, segments: readonly string[]) {
  const params: Record<string, string> = Object.create(null);
  for (const [index, pattern] of route.segments.entries()) {
    if (isParam(pattern)) params[pattern.slice(1, -1)] = segments[index] ?? '';
  }
  return params;
}

function isParam(pattern: string): boolean {
  return pattern.startsWith('{');
}
