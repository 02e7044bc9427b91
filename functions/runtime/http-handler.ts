import middy from '@middy/core';
import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyStructuredResultV2,
  Context,
} from 'aws-lambda';
import { requestOf, resultOf } from '#functions/runtime/http-bridge.ts';

/** An HTTP API as a function over Web standards; it answers errors itself and never rejects. */
export type HttpApi = (request: Request, requestId: string) => Promise<Response>;

type HttpMiddleware = middy.MiddlewareObj<
  APIGatewayProxyEventV2,
  APIGatewayProxyStructuredResultV2
>;

/** Serves an API behind API Gateway's HTTP API, payload format 2.0. */
export function httpHandler(api: HttpApi) {
  return middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Error, Context>()
    .use(responseHeaders)
    .handler(async (event) =>
      resultOf(await api(requestOf(event), event.requestContext.requestId)),
    );
}

/** What every answer carries: the id to quote, and that nobody may keep or reinterpret it. */
const responseHeaders: HttpMiddleware = {
  after: ({ event, response }) => {
    if (!response) return;
    response.headers = {
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-request-id': event.requestContext.requestId,
      ...response.headers,
    };
  },
};
