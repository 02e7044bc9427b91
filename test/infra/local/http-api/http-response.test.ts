import { describe, expect, test } from 'vitest';
import { toHttpResponse } from '#infra/local/http-api/http-response.ts';

function response(answer: unknown) {
  const { status, headers, body } = toHttpResponse({ payload: JSON.stringify(answer) });
  return { status, headers, body: body.toString() };
}

describe('toHttpResponse', () => {
  test('of a whole answer', () => {
    expect(
      response({
        statusCode: 201,
        headers: { 'Content-Type': 'application/scim+json', ETag: 'W/"1"', 'X-Count': 3 },
        cookies: ['a=1', 'b=2'],
        body: '{}',
      }),
    ).toEqual({
      status: 201,
      headers: {
        'content-type': 'application/scim+json',
        etag: 'W/"1"',
        'x-count': '3',
        'set-cookie': ['a=1', 'b=2'],
      },
      body: '{}',
    });
  });

  test('of binary content', () => {
    const answer = {
      statusCode: 200,
      body: Buffer.from('hé').toString('base64'),
      isBase64Encoded: true,
    };
    expect(response(answer).body).toBe('hé');
  });

  test('of no content', () => {
    expect(response({ statusCode: 204 })).toEqual({ status: 204, headers: {}, body: '' });
  });

  test.each([
    ['a string', 'hello', 'hello'],
    ['an object without a status', { id: 1 }, '{"id":1}'],
    ['nothing', null, 'null'],
  ])('of %s is 200 and JSON', (_, answer, body) => {
    expect(response(answer)).toEqual({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body,
    });
  });

  test.each([
    ['a status that is none', { statusCode: 'fine' }],
    ['a body that is no string', { statusCode: 200, body: { a: 1 } }],
    ['a header that is an object', { statusCode: 200, headers: { a: {} } }],
  ])('of %s is an internal error', (_, answer) => {
    expect(response(answer)).toMatchObject({
      status: 500,
      body: '{"message":"Internal Server Error"}',
    });
  });

  test('of a function that failed tells nothing about it', () => {
    const functionError = { errorType: 'Error', errorMessage: 'secret' };
    const { status, body } = toHttpResponse({ functionError });
    expect([status, body.toString()]).toEqual([500, '{"message":"Internal Server Error"}']);
  });
});
