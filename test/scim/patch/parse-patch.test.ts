import { describe, expect, test } from 'vitest';
import type { JsonValue } from '#shared/kernel/json.ts';
import { type Dialect, dialects } from '#shared/scim/dialect.ts';
import { PATCH_OP } from '#shared/scim/messages.ts';
import { parsePatch } from '#shared/scim/patch/parse-patch.ts';
import { userType } from '#shared/scim/resource-types.ts';
import { json } from '../support/json.ts';
import { patchBody } from '../support/patched.ts';
import { detail, refusal } from '../support/refusal.ts';

const { strict, okta, entra, lenient } = dialects;
const operation = { op: 'replace', path: 'title', value: 'x' };
const parse = (body: JsonValue, dialect: Dialect = strict) => parsePatch(userType, body, dialect);

describe('RFC 7644 3.5.2: the message', () => {
  test.each<[string, JsonValue]>([
    ['null', null],
    ['a list', [json(operation)]],
    ['no Operations', json({ schemas: [PATCH_OP] })],
    ['Operations that are no array', json({ schemas: [PATCH_OP], Operations: operation })],
    ['an operation that is no object', json({ schemas: [PATCH_OP], Operations: ['remove'] })],
    ['an operation that is null', json({ schemas: [PATCH_OP], Operations: [null] })],
    ['no op', json({ schemas: [PATCH_OP], Operations: [{ path: 'title', value: 'x' }] })],
    ['another op', patchBody([{ op: 'move', path: 'title' }])],
    ['an op that is no string', patchBody([{ op: 1, path: 'title' }])],
    ['schemas that are no array', json({ schemas: PATCH_OP, Operations: [operation] })],
  ])('%s: invalidSyntax in every dialect', (_name, body) => {
    for (const dialect of Object.values(dialects)) {
      expect(refusal(() => parse(body, dialect))).toBe('invalidSyntax');
    }
  });

  test.each<[string, object]>([
    ['no schemas', { Operations: [operation] }],
    ['another schema', { schemas: ['urn:x'], Operations: [operation] }],
  ])('%s: invalidSyntax but for lenient', (_name, body) => {
    for (const dialect of [strict, okta, entra]) {
      expect(refusal(() => parse(json(body), dialect))).toBe('invalidSyntax');
    }
    expect(parse(json(body), lenient)).toHaveLength(1);
  });

  test('names of members are found without regard to case', () => {
    const body = { SCHEMAS: [PATCH_OP], operations: [{ OP: 'add', Path: 'title', VALUE: 'x' }] };
    expect(parse(json(body))).toMatchObject([{ op: 'add', value: 'x', number: 1 }]);
  });

  test('an empty list of operations is refused, except where the dialect says otherwise', () => {
    for (const dialect of [strict, okta]) {
      expect(refusal(() => parse(patchBody([]), dialect))).toBe('invalidSyntax');
    }
    for (const dialect of [entra, lenient]) expect(parse(patchBody([]), dialect)).toEqual([]);
  });

  test('the case of an operation matters, except where the dialect says otherwise', () => {
    const body = patchBody([{ ...operation, op: 'Replace' }]);
    for (const dialect of [strict, okta]) {
      expect(refusal(() => parse(body, dialect))).toBe('invalidSyntax');
    }
    for (const dialect of [entra, lenient]) expect(parse(body, dialect)).toHaveLength(1);
  });

  test('1,000 operations, not 1,001', () => {
    const many = (count: number) => patchBody(Array.from({ length: count }, () => operation));
    expect(parse(many(1_000))).toHaveLength(1_000);
    expect(refusal(() => parse(many(1_001)))).toBe('payloadTooLarge');
  });

  test.each<[string, object]>([
    ['invalidPath', { op: 'add', path: 5, value: 'x' }],
    ['invalidPath', { op: 'add', path: '', value: 'x' }],
    ['invalidPath', { op: 'remove', path: {} }],
    ['noTarget', { op: 'remove', path: null }],
    ['invalidValue', { op: 'add', value: 'x' }],
    ['invalidValue', { op: 'replace', path: 'title' }],
    ['invalidSyntax', { op: 'add', value: { nothing: 1 } }],
    ['invalidSyntax', { op: 'add', value: { title: 'a', TITLE: 'b' } }],
  ])('%s: %j', (code, wrong) => {
    const call = () => parse(patchBody([operation, wrong]));
    expect(refusal(call)).toBe(code);
    expect(detail(call)).toMatch(/^Operation 2: /);
  });
});

describe('an operation without a path is taken apart', () => {
  test('one step for each attribute, and none for what is the server’s business', () => {
    const value = {
      schemas: ['x'],
      meta: {},
      title: 'x',
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': {
        division: 'a',
        costCenter: 'b',
      },
    };
    const steps = parse(patchBody([operation, { op: 'add', value }]));
    expect(steps.map(({ op, number }) => `${op} ${number}`)).toEqual([
      'replace 1',
      'add 2',
      'add 2',
      'add 2',
    ]);
  });

  test('unknown attributes are dropped where the dialect says so', () => {
    const body = patchBody([{ op: 'replace', value: { nothing: 1, title: 'x' } }]);
    for (const dialect of [okta, entra, lenient]) expect(parse(body, dialect)).toHaveLength(1);
  });
});
