import { randomUUID } from 'node:crypto';
import { ACCOUNT_ID } from '../template/resource-identity.ts';
import type { RouteMatch } from './route-table.ts';

/** An HTTP request, before it is given the shape that a function sees. */
export interface ReceivedRequest {
  readonly method: string;
  /** Percent-encoded, without the query. */
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  readonly protocol: string;
  /** Lower-case names; each value as it was sent. */
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly body: Buffer;
  readonly sourceIp: string;
  readonly port: number;
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
}

export interface RouteContext {
  readonly apiId: string;
  readonly stage: string;
  readonly route: RouteMatch<unknown>;
  readonly requestId: string;
  /** Who signed the request, on a route that asks for it. */
  readonly caller?: Readonly<Record<string, string>> | undefined;
}

/** What a function is invoked with: payload format 2.0. */
export interface RequestEvent {
  readonly version: '2.0';
  readonly routeKey: string;
  readonly rawPath: string;
  readonly rawQueryString: string;
  readonly cookies?: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly queryStringParameters?: Readonly<Record<string, string>>;
  readonly pathParameters?: Readonly<Record<string, string>>;
  readonly requestContext: Readonly<Record<string, unknown>>;
  readonly body?: string;
  readonly isBase64Encoded: boolean;
}

/** Everything else is binary to API Gateway: `application/scim+json`, forms, and no content type at all. */
const TEXT_TYPES = /^(text\/.*|application\/(json|javascript|xml))$/;

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
export function toRequestEvent(request: ReceivedRequest, context: RouteContext): RequestEvent {
  const { pathParameters } = context.route;
  const cookies = (request.headers['cookie'] ?? []).flatMap((line) => line.split(/;\s*/));
  const isBase64Encoded = request.body.length > 0 && !isText(request.headers);
  return {
    version: '2.0',
    routeKey: context.route.routeKey,
    rawPath: decodeURIComponent(request.path),
    rawQueryString: request.query,
    ...(cookies.length > 0 && { cookies }),
    headers: eventHeaders(request),
    ...(request.query !== '' && { queryStringParameters: joinParameters(request.query) }),
    ...(Object.keys(pathParameters).length > 0 && { pathParameters }),
    requestContext: requestContext(request, context),
    ...(request.body.length > 0 && {
      body: request.body.toString(isBase64Encoded ? 'base64' : 'utf8'),
    }),
    isBase64Encoded,
  };
}

function eventHeaders(request: ReceivedRequest): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, values] of Object.entries(request.headers)) {
    if (name !== 'cookie') headers[name] = values.join(',');
  }
  const forwarded = [...(request.headers['x-forwarded-for'] ?? []), request.sourceIp];
  return {
    ...headers,
    'x-amzn-trace-id': `Root=1-${seconds(request).toString(16)}-${traceSuffix()}`,
    'x-forwarded-for': forwarded.join(', '),
    'x-forwarded-port': String(request.port),
    'x-forwarded-proto': 'http',
  };
}

function requestContext(request: ReceivedRequest, context: RouteContext): Record<string, unknown> {
  const domainName = request.headers['host']?.join(',') ?? '';
  return {
    accountId: ACCOUNT_ID,
    apiId: context.apiId,
    ...(context.caller && { authorizer: { iam: context.caller } }),
    domainName,
    domainPrefix: domainName.split('.', 1).join(''),
    http: {
      method: request.method,
      path: decodeURIComponent(request.path),
      protocol: request.protocol,
      sourceIp: request.sourceIp,
      userAgent: request.headers['user-agent']?.join(',') ?? '',
    },
    requestId: context.requestId,
    routeKey: context.route.routeKey,
    stage: context.stage,
    time: commonLogTime(request.receivedAt),
    timeEpoch: request.receivedAt,
  };
}

function joinParameters(query: string): Record<string, string> {
  const parameters: Record<string, string> = Object.create(null);
  for (const [name, value] of new URLSearchParams(query)) {
    const before = parameters[name];
    parameters[name] = before === undefined ? value : `${before},${value}`;
  }
  return parameters;
}

function isText(headers: ReceivedRequest['headers']): boolean {
  const [type = ''] = (headers['content-type']?.[0] ?? '').split(';', 1);
  return TEXT_TYPES.test(type.trim().toLowerCase()) && headers['content-encoding'] === undefined;
}

/** `22/Nov/2026:04:16:37 +0000` */
function commonLogTime(milliseconds: number): string {
  const [, day = '', month = '', year = '', time = ''] = new Date(milliseconds)
    .toUTCString()
    .split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
}

const seconds = ({ receivedAt }: ReceivedRequest) => Math.floor(receivedAt / 1_000);

const traceSuffix = () => randomUUID().replaceAll('-', '').slice(0, 24);
