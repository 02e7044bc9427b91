import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/** The Web standard's Request for an event of payload format 2.0. */
export function requestOf(event: APIGatewayProxyEventV2): Request {
  const { http, domainName } = event.requestContext;
  // API Gateway sets this header itself; what a client sends in it never arrives.
  const scheme = event.headers['x-forwarded-proto'] ?? 'https';
  const query = event.rawQueryString === '' ? '' : `?${event.rawQueryString}`;
  const body = bodyOf(event);
  return new Request(`${scheme}://${domainName}${pathOf(event)}${query}`, {
    method: http.method,
    headers: headersOf(event),
    ...(body !== undefined && { body }),
  });
}

/** The result of payload format 2.0 for a Response whose body is text. */
export async function resultOf(response: Response): Promise<APIGatewayProxyStructuredResultV2> {
  const headers: Record<string, string> = {};
  response.headers.forEach((value, name) => {
    if (name !== 'set-cookie') headers[name] = value;
  });
  const cookies = response.headers.getSetCookie();
  const body = response.body === null ? undefined : await response.text();
  return {
    statusCode: response.status,
    headers,
    ...(cookies.length > 0 && { cookies }),
    ...(body !== undefined && { body }),
  };
}

/** API Gateway hands the path over decoded: what would end it in a URL has to be encoded again. */
function pathOf({ rawPath }: APIGatewayProxyEventV2): string {
  return rawPath.replaceAll(/[?#\\]/g, encodeURIComponent);
}

function bodyOf({ body, isBase64Encoded, requestContext }: APIGatewayProxyEventV2) {
  const { method } = requestContext.http;
  if (body === undefined || method === 'GET' || method === 'HEAD') return undefined;
  return isBase64Encoded ? Buffer.from(body, 'base64') : body;
}

function headersOf({ headers, cookies }: APIGatewayProxyEventV2): Record<string, string> {
  const present: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) present[name] = value;
  if (cookies) present['cookie'] = cookies.join('; ');
  return present;
}
