import { describe, expect, test } from 'vitest';
import { isRefused } from '#shared/scim/bulk/bulk-operation.ts';
import { parseBulk } from '#shared/scim/bulk/parse-bulk.ts';
import { type DialectName, dialects } from '#shared/scim/dialect.ts';
import { MAX_BULK_OPERATIONS } from '#shared/scim/limits.ts';
import { BULK_REQUEST } from '#shared/scim/messages.ts';
import { json } from '../support/json.ts';
import { detail, refusal } from '../support/refusal.ts';

const post = { method: 'POST', path: '/Users', bulkId: 'a', data: {} };

const request = (Operations: unknown, rest: object = {}) =>
  json({ schemas: [BULK_REQUEST], Operations, ...rest });

const parse = (operation: unknown, dialect: DialectName = 'strict') =>
  parseBulk(request([operation]), dialects[dialect]).operations[0];

const parseAll = (operations: readonly object[], rest: object = {}) =>
  parseBulk(request(operations, rest), dialects.strict);

describe('the message', () => {
  test.each([
    ['nothing', {}],
    ['an object', { Operations: {} }],
    ['an empty list', { Operations: [] }],
    ['null', { Operations: null }],
  ])('%s for Operations is invalidSyntax', (_, body) => {
    const sent = json({ schemas: [BULK_REQUEST], ...body });
    expect(refusal(() => parseBulk(sent, dialects.lenient))).toBe('invalidSyntax');
  });

  test('schemas must name the message, unless the dialect does without', () => {
    const sent = json({ Operations: [post] });
    expect(refusal(() => parseBulk(sent, dialects.strict))).toBe('invalidSyntax');
    expect(parseBulk(sent, dialects.lenient).operations).toHaveLength(1);
  });

  test('names of members may have any case', () => {
    const sent = json({ SCHEMAS: [BULK_REQUEST], operations: [post], FailOnErrors: 2 });
    expect(parseBulk(sent, dialects.strict)).toMatchObject({
      failOnErrors: 2,
      operations: [{ index: 0, ...post }],
    });
  });

  test.each([0, -1, 1.5, '1', true, [1]])('failOnErrors %j is refused', (failOnErrors) => {
    expect(refusal(() => parseAll([post], { failOnErrors }))).toBe('invalidValue');
  });

  test('failOnErrors as text is read by a dialect that reads numbers so', () => {
    const sent = request([post], { failOnErrors: '3' });
    expect(parseBulk(sent, dialects.lenient).failOnErrors).toBe(3);
  });

  test('as many operations as maxOperations, and one more is too many', () => {
    const most = Array.from({ length: MAX_BULK_OPERATIONS }, () => ({
      method: 'DELETE',
      path: '/Users/1',
    }));
    expect(parseAll(most).operations).toHaveLength(MAX_BULK_OPERATIONS);
    const tooMany = () => parseAll([...most, post]);
    expect(refusal(tooMany)).toBe('payloadTooLarge');
    expect(detail(tooMany)).toContain(`maxOperations (${MAX_BULK_OPERATIONS})`);
  });
});

describe('an operation', () => {
  test.each<[string, unknown, string]>([
    ['a number', 5, 'must be a JSON object'],
    ['null', null, 'must be a JSON object'],
    ['a list', [post], 'must be a JSON object'],
    ['GET', { ...post, method: 'GET' }, 'method must be one of POST, PUT, PATCH, DELETE'],
    ['no method', { ...post, method: undefined }, 'method must be'],
    ['lower case', { ...post, method: 'post' }, 'method must be'],
    ['no path', { ...post, path: undefined }, 'path must be'],
    ['a path that is no text', { ...post, path: ['/Users'] }, 'path must be'],
    ['a bulk in it', { ...post, path: '/Bulk' }, 'another'],
    ['a bulk in it, otherwise spelled', { ...post, path: 'bulk/?x=1' }, 'another'],
    ['a POST without data', { ...post, data: undefined }, 'POST must have data'],
    ['a PUT without data', { method: 'PUT', path: '/Users/1' }, 'PUT must have data'],
    ['a PATCH without data', { method: 'PATCH', path: '/Users/1', data: null }, 'PATCH must have'],
    ['a POST without bulkId', { ...post, bulkId: undefined }, 'must have a bulkId'],
    ['an empty bulkId', { ...post, bulkId: '' }, 'bulkId must be a string'],
    ['a bulkId that is a number', { ...post, bulkId: 1 }, 'bulkId must be a string'],
    ['a long bulkId', { ...post, bulkId: 'x'.repeat(201) }, 'bulkId must be a string'],
    ['a version of two lines', { method: 'DELETE', path: '/x', version: '"1"\n' }, 'version must'],
    ['a version that is a number', { method: 'DELETE', path: '/x', version: 1 }, 'version must be'],
  ])('%s is refused by itself, with its place', (_, operation, expected) => {
    const parsed = parse(operation);
    if (!parsed || !isRefused(parsed)) throw new Error('It was accepted.');
    expect(parsed.refusal.message).toContain('Operations[0]: ');
    expect(parsed.refusal.message).toContain(expected);
  });

  test('what is refused keeps the names by which the client knows it', () => {
    expect(parse({ ...post, method: 'HEAD' })).toMatchObject({ method: 'HEAD', bulkId: 'a' });
  });

  test('a path may do without its leading slash', () => {
    expect(parse({ ...post, path: 'Users' })).toMatchObject({ path: '/Users' });
  });

  test.each(['*', '"1"', 'W/"1"', 'W/"a/b=="'])('version %s is one', (version) => {
    const sent = { method: 'DELETE', path: '/Users/1', version };
    expect(parse(sent)).toEqual({ index: 0, ...sent });
  });

  test('what has no meaning for the method is left aside', () => {
    expect(parse({ ...post, version: '"1"' })).not.toHaveProperty('version');
    expect(parse({ method: 'DELETE', path: '/Users/1', data: {} })).not.toHaveProperty('data');
  });

  test('a dialect may do without bulkIds and read methods in any case', () => {
    const sent = { method: 'post', path: '/Users', data: {} };
    expect(parse(sent, 'lenient')).toMatchObject({ method: 'POST', path: '/Users' });
  });
});

test('POSTs that share a bulkId are all refused; others keep theirs', () => {
  const patch = { method: 'PATCH', path: '/Users/bulkId:b', bulkId: 'b', data: {} };
  const { operations } = parseAll([post, { ...post, bulkId: 'b' }, post, patch, patch]);
  expect(operations.map(isRefused)).toEqual([true, false, true, false, false]);
  expect(operations.map(({ bulkId }) => bulkId)).toEqual(['a', 'b', 'a', 'b', 'b']);
});

test('bulkIds that mean something to JavaScript are names like any other', () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
  const { operations } = parseAll(names.map((bulkId) => ({ ...post, bulkId })));
  expect(operations.map(isRefused)).toEqual([false, false, false, false]);
});
