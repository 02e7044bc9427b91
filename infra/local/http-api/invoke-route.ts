import { RequestTooLargeError } from '../lambda/lambda-function.ts';
import type { RouteTarget } from './http-api-configuration.ts';
import { gatewayResponse, type HttpResponse, toHttpResponse } from './http-response.ts';
import { type ReceivedRequest, type RouteContext, toRequestEvent } from './request-event.ts';

/** Has a route's function answer, as long as API Gateway would wait for it. */
export async function invokeRoute(
  request: ReceivedRequest,
  context: RouteContext,
  { lambda, timeout }: RouteTarget,
): Promise<HttpResponse> {
  const event = JSON.stringify(toRequestEvent(request, context));
  const patience = Promise.withResolvers<HttpResponse>();
  const timer = setTimeout(patience.resolve, timeout, gatewayResponse(503, 'Service Unavailable'));
  try {
    return await Promise.race([lambda.invoke(event).then(toHttpResponse), patience.promise]);
  } catch (error) {
    if (error instanceof RequestTooLargeError)
      return gatewayResponse(413, 'Request Entity Too Large');
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
