import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HttpApi } from '#infra/local/http-api/http-api.ts';
import type { RouteTarget } from '#infra/local/http-api/http-api-configuration.ts';
import { RouteTable } from '#infra/local/http-api/route-table.ts';
import { TokenBucket } from '#infra/local/http-api/token-bucket.ts';
import { LambdaFunction } from '#infra/local/lambda/lambda-function.ts';

/** Answers with the event, or does what the query asks for. */
const CODE = `exports.handler = async (event) => {
  const { mode } = event.queryStringParameters ?? {};
  if (mode === 'fail') throw new Error('inside');
  if (mode === 'large') return { statusCode: 200, body: 'x'.repeat(6 * 1024 * 1024) };
  if (mode === 'slow') await new Promise((resolve) => setTimeout(resolve, 5_000));
  if (mode === 'header') return { statusCode: 200, headers: { a: 'b\\r\\nc: d' } };
  return { statusCode: 200, cookies: ['a=1', 'b=2'], headers: { 'content-type': 'application/json' },
    body: JSON.stringify(event) };
}`;

const api = new HttpApi({ adminToken: 'admin-token' });
let folder = '';
let lambda: LambdaFunction;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'rollcall-'));
  mkdirSync(path.join(folder, 'fn'));
  writeFileSync(path.join(folder, 'fn', 'index.js'), CODE);
  lambda = new LambdaFunction({
    taskRoot: path.join(folder, 'fn'),
    handler: 'index.handler',
    functionName: 'fn',
    functionArn: 'arn:fn',
    memorySize: 256,
    logGroupName: 'g',
    logStreamName: 's',
    environment: {},
    title: 'fn',
    timeout: 10,
    deadLetterArn: undefined,
    log: () => {},
  });
  await api.listen(0);
  expect((await fetch(`${api.endpoint}/scim/v2/Users`)).status).toBe(503);
  const routes = new RouteTable<RouteTarget>();
  routes.add('ANY /scim/v2/{proxy+}', { lambda, timeout: 20_000, signed: false });
  routes.add('ANY /admin/v1/{proxy+}', { lambda, timeout: 20_000, signed: true });
  routes.add('GET /slow', { lambda, timeout: 300, signed: false });
  api.mount({ apiId: 'api', stage: '$default', routes, throttle: undefined });
  await lambda.warm();
});

afterAll(async () => {
  await api.stop();
  await lambda.stop();
  rmSync(folder, { recursive: true });
});

async function event(target: string, init?: RequestInit) {
  const response = await fetch(api.endpoint + target, init);
  return response.json();
}

/** Sends bytes as they are, and gives the answer as it is. */
async function raw(request: string): Promise<string> {
  const socket = connect(Number(new URL(api.endpoint).port), '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk.toString();
  });
  socket.write(request);
  await once(socket, 'close');
  return answer;
}

describe('the event', () => {
  test('holds request line, query and headers as payload format 2.0 wants them', async () => {
    const seen = await event('/scim/v2/Users/a%20b?filter=userName%20eq%20%22x%22&n=1&n=2', {
      headers: { 'X-Thing': 'one', cookie: 'a=1; b=2', 'x-forwarded-for': '10.0.0.1' },
    });
    expect(seen).toMatchObject({
      version: '2.0',
      routeKey: 'ANY /scim/v2/{proxy+}',
      rawPath: '/scim/v2/Users/a b',
      rawQueryString: 'filter=userName%20eq%20%22x%22&n=1&n=2',
      cookies: ['a=1', 'b=2'],
      queryStringParameters: { filter: 'userName eq "x"', n: '1,2' },
      pathParameters: { proxy: 'Users/a b' },
      headers: {
        'x-thing': 'one',
        'x-forwarded-proto': 'http',
        'x-forwarded-for': '10.0.0.1, 127.0.0.1',
        'x-forwarded-port': new URL(api.endpoint).port,
      },
      requestContext: {
        apiId: 'api',
        domainName: new URL(api.endpoint).host,
        http: {
          method: 'GET',
          path: '/scim/v2/Users/a b',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
        },
        stage: '$default',
        time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
      },
      isBase64Encoded: false,
    });
    expect(seen.headers).not.toHaveProperty('cookie');
    expect(seen).not.toHaveProperty('body');
  });

  test('joins a header that is there twice', async () => {
    const answer = await raw(
      'GET /scim/v2/Users HTTP/1.1\r\nhost: h\r\nx-a: 1\r\nX-A: 2\r\nconnection: close\r\n\r\n',
    );
    expect(answer).toContain('"x-a":"1,2"');
  });

  test.each([
    ['application/json', false],
    ['text/plain; charset=utf-8', false],
    ['application/scim+json', true],
    ['application/x-www-form-urlencoded', true],
    ['application/octet-stream', true],
  ])('of a body of %s has isBase64Encoded %s', async (type, isBase64Encoded) => {
    const headers = { 'content-type': type };
    const seen = await event('/scim/v2/Users', { method: 'POST', headers, body: '{"a":"é"}' });
    const body = Buffer.from(seen.body, isBase64Encoded ? 'base64' : 'utf8').toString();
    expect([seen.isBase64Encoded, body]).toEqual([isBase64Encoded, '{"a":"é"}']);
  });
});

describe('the answer', () => {
  test('sets every cookie', async () => {
    const response = await fetch(`${api.endpoint}/scim/v2/Users`);
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(response.headers.get('apigw-requestid')).toBeTruthy();
  });

  test.each([
    ['/elsewhere', 404, 'Not Found'],
    ['/scim/v2/Users?mode=fail', 500, 'Internal Server Error'],
    ['/scim/v2/Users?mode=large', 500, 'Internal Server Error'],
    ['/scim/v2/Users?mode=header', 500, 'Internal Server Error'],
    ['/slow?mode=slow', 503, 'Service Unavailable'],
    ['/scim/v2/Users/%E0%A4%A', 400, 'Bad Request'],
  ])('to %s is %i', async (target, status, message) => {
    const response = await fetch(api.endpoint + target);
    expect([response.status, await response.json()]).toEqual([status, { message }]);
  });

  test.each([
    ['10 MB of body', 10 * 1024 * 1024 + 1],
    ['6 MB of payload', 6 * 1024 * 1024],
  ])('to more than %s is 413', async (_, size) => {
    const body = Buffer.alloc(size, 'x');
    const response = await fetch(`${api.endpoint}/scim/v2/Users`, { method: 'POST', body });
    expect([response.status, await response.json()]).toEqual([
      413,
      { message: 'Request Entity Too Large' },
    ]);
  });

  test.each([
    ['no HTTP', 'HELLO\r\n\r\n', 'HTTP/1.1 400'],
    ['NUL in the path', 'GET /scim/v2/\0 HTTP/1.1\r\nhost: h\r\n\r\n', 'HTTP/1.1 400'],
    ['no host', 'GET /scim/v2/Users HTTP/1.0\r\n\r\n', 'HTTP/1.1 400'],
    ['a host that is none', 'GET /scim/v2/Users HTTP/1.0\r\nhost: a b\r\n\r\n', 'HTTP/1.1 400'],
    ['an absolute target', 'GET http://h/elsewhere HTTP/1.0\r\nhost: h\r\n\r\n', 'HTTP/1.1 404'],
    [
      'headers without end',
      `GET / HTTP/1.1\r\nhost: h\r\na: ${'x'.repeat(70_000)}\r\n\r\n`,
      'HTTP/1.1 431',
    ],
  ])('to %s leaves the server standing', async (_, request, expected) => {
    expect((await raw(request)).slice(0, expected.length)).toBe(expected);
    expect((await fetch(`${api.endpoint}/elsewhere`)).status).toBe(404);
  });
});

describe('a route that asks for a signature', () => {
  test.each([
    ['nothing', undefined],
    ['another token', 'Bearer admin-tokem'],
    ['the token without its scheme', 'admin-token'],
  ])('refuses %s', async (_, authorization) => {
    const headers = authorization === undefined ? {} : { authorization };
    const response = await fetch(`${api.endpoint}/admin/v1/tenants`, { headers });
    expect([response.status, await response.json()]).toEqual([403, { message: 'Forbidden' }]);
  });

  test('tells the function who called, and not how that was proven', async () => {
    const headers = { authorization: 'Bearer admin-token' };
    const seen = await event('/admin/v1/tenants', { headers });
    expect(seen.requestContext.authorizer.iam.userArn).toBe(
      'arn:aws:iam::000000000000:user/local-admin',
    );
    expect(seen.headers).not.toHaveProperty('authorization');
  });
});

test('more requests than a route allows are turned away, and those to others are not', async () => {
  const throttled = new HttpApi({ adminToken: 't' });
  await throttled.listen(0);
  const routes = new RouteTable<RouteTarget>();
  const target = { lambda, timeout: 1_000, signed: false };
  const throttle = new TokenBucket(0.001, 1, Date.now);
  routes.add('ANY /knock', { ...target, throttle });
  routes.add('$default', target);
  throttled.mount({ apiId: 'api', stage: '$default', routes, throttle: undefined });
  const statuses: number[] = [];
  for (const path of ['/knock', '/knock', '/else']) {
    statuses.push((await fetch(throttled.endpoint + path)).status);
  }
  await throttled.stop();
  expect(statuses).toEqual([200, 429, 200]);
});

test('more requests than the stage allows are turned away', async () => {
  const throttled = new HttpApi({ adminToken: 't' });
  await throttled.listen(0);
  const routes = new RouteTable<RouteTarget>();
  routes.add('$default', { lambda, timeout: 1_000, signed: false });
  throttled.mount({ apiId: 'api', stage: '$default', routes, throttle: { rate: 0.001, burst: 2 } });
  const statuses: number[] = [];
  for (let i = 0; i < 3; i += 1) statuses.push((await fetch(throttled.endpoint)).status);
  await throttled.stop();
  expect(statuses).toEqual([200, 200, 429]);
});

test('a port that is taken is said in one line', async () => {
  const port = Number(new URL(api.endpoint).port);
  const message = `Port ${port} is taken. Stop what listens there, or choose another: PORT=${port + 1} npm start`;
  await expect(new HttpApi({ adminToken: 't' }).listen(port)).rejects.toThrow(message);
});
