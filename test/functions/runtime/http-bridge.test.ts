import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { requestOf, resultOf } from '#functions/runtime/http-bridge.ts';

const event = (given: Partial<APIGatewayProxyEventV2> = {}, method = 'GET') =>
  ({
    rawPath: '/scim/v2/Users',
    rawQueryString: '',
    headers: { host: 'api.example.com' },
    isBase64Encoded: false,
    requestContext: { domainName: 'api.example.com', requestId: 'r', http: { method } },
    ...given,
  }) as APIGatewayProxyEventV2;

describe('an event of payload format 2.0 as a Request', () => {
  test('has the URL that the client asked for, https unless the gateway says otherwise', () => {
    const query = { rawQueryString: 'filter=userName%20eq%20%22a%22&count=1' };
    expect(requestOf(event(query)).url).toBe(
      'https://api.example.com/scim/v2/Users?filter=userName%20eq%20%22a%22&count=1',
    );
    const local = { headers: { 'x-forwarded-proto': 'http' } };
    expect(requestOf(event(local)).url).toBe('http://api.example.com/scim/v2/Users');
  });

  test.each(['?', '#', '\\'])('keeps a decoded %s inside the path', (character) => {
    const { pathname, search, hash } = new URL(
      requestOf(event({ rawPath: `/scim/v2/Users/a${character}b` })).url,
    );
    expect(decodeURIComponent(pathname)).toBe(`/scim/v2/Users/a${character}b`);
    expect({ search, hash }).toEqual({ search: '', hash: '' });
  });

  test('carries text and base64 bodies alike, and none with a GET', async () => {
    const text = '{"userName":"å"}';
    const base64 = { body: Buffer.from(text).toString('base64'), isBase64Encoded: true };
    expect(await requestOf(event({ body: text }, 'POST')).text()).toBe(text);
    expect(await requestOf(event(base64, 'POST')).text()).toBe(text);
    expect(requestOf(event({ body: text })).body).toBeNull();
  });

  test('joins the cookies that came apart', () => {
    expect(requestOf(event({ cookies: ['a=1', 'b=2'] })).headers.get('cookie')).toBe('a=1; b=2');
  });
});

test('a Response becomes a result, its cookies apart and no body where there is none', async () => {
  const headers = new Headers({ 'content-type': 'text/plain' });
  headers.append('set-cookie', 'a=1');
  headers.append('set-cookie', 'b=2');
  expect(await resultOf(new Response('hello', { status: 201, headers }))).toEqual({
    statusCode: 201,
    headers: { 'content-type': 'text/plain' },
    cookies: ['a=1', 'b=2'],
    body: 'hello',
  });
  expect(await resultOf(new Response(null, { status: 204 }))).toEqual({
    statusCode: 204,
    headers: {},
  });
});
