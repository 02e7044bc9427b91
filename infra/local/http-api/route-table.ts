import { StartError } from '../start-error.ts';

export interface RouteMatch<Target> {
  /** As in the template: `ANY /scim/v2/{proxy+}`. */
  readonly routeKey: string;
  /** Percent-decoded. */
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly target: Target;
}

type Segment =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'parameter' | 'rest'; readonly name: string };

/** What an HTTP API takes at all, on `ANY` and `$default` too. */
const METHODS = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']);

interface Route<Target> {
  readonly routeKey: string;
  /** An HTTP method, `ANY`, or `$default`, which has no path. */
  readonly method: string;
  readonly segments: readonly Segment[];
  readonly target: Target;
}

/**
 * The routes of an HTTP API. Of several that match, the most specific one serves: literals before
 * parameters before `{proxy+}` before `$default`, and a method of its own before `ANY`.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
export class RouteTable<Target> {
  readonly #routes: Route<Target>[] = [];

  /** @throws StartError when the key is there already. */
  add(routeKey: string, target: Target): void {
    if (this.#routes.some((route) => route.routeKey === routeKey)) {
      throw new StartError(`The HTTP API has two routes ${routeKey}.`);
    }
    const [method = '', path = ''] = routeKey.split(' ');
    const segments = path.split('/').slice(1).map(parseSegment);
    this.#routes.push({ routeKey, method, segments, target });
    this.#routes.sort((left, right) => compare(specificity(left), specificity(right)));
  }

  /**
   * @param path Percent-encoded, without the query.
   * @throws URIError when the path is not well encoded.
   */
  match(method: string, path: string): RouteMatch<Target> | undefined {
    const segments = path.split('/').slice(1).map(decodeURIComponent);
    if (!METHODS.has(method)) return undefined;
    for (const { routeKey, target, ...route } of this.#routes) {
      if (route.method !== '$default' && route.method !== 'ANY' && route.method !== method)
        continue;
      const pathParameters = route.method === '$default' ? {} : bind(route.segments, segments);
      if (pathParameters) return { routeKey, pathParameters, target };
    }
    return undefined;
  }
}

function parseSegment(text: string): Segment {
  const [, name, plus] = /^\{([^}+]+)(\+?)\}$/.exec(text) ?? [];
  if (name === undefined) return { kind: 'literal', text };
  return { kind: plus ? 'rest' : 'parameter', name };
}

/** The values of the pattern's parameters, or undefined when the path does not match. */
function bind(
  pattern: readonly Segment[],
  path: readonly string[],
): Record<string, string> | undefined {
  const values: Record<string, string> = {};
  for (const [index, segment] of pattern.entries()) {
    const actual = segment.kind === 'rest' ? path.slice(index).join('/') : path[index];
    const wanted = segment.kind === 'literal' ? actual === segment.text : Boolean(actual);
    if (!wanted || actual === undefined) return undefined;
    if (segment.kind !== 'literal') values[segment.name] = actual;
  }
  const isWhole = pattern.length === path.length || pattern.at(-1)?.kind === 'rest';
  return isWhole ? values : undefined;
}

const RANK = { literal: 1, parameter: 2, rest: 3 } as const;

/** Sorts before that of a less specific route. */
function specificity({ method, segments }: Route<unknown>): string {
  if (method === '$default') return '9';
  const kinds = segments.map(({ kind }) => RANK[kind]);
  return `${kinds.join('')}${method === 'ANY' ? '1' : '0'}`;
}

function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
