import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileEventPattern } from '#infra/local/event-bridge/event-pattern.ts';

const EVENT = {
  source: 'rollcall',
  account: '',
  detail: {
    type: 'user.created',
    version: 3,
    active: true,
    manager: null,
    tags: ['red', 'green'],
    ip: '10.1.2.3',
    ip6: '2001:db8::1',
    path: 'C:*\\x',
    none: [],
    members: [
      { type: 'User', role: 'reader' },
      { type: 'Group', role: 'owner' },
    ],
  },
};

const detail = (pattern: unknown) => ({ detail: pattern });

describe('compileEventPattern', () => {
  test.each([
    ['a value', { source: ['rollcall'] }],
    ['one of several values', { source: ['other', 'rollcall'] }],
    ['the empty string', { account: [''] }],
    ['several members', { source: ['rollcall'], detail: { version: [3], active: [true] } }],
    ['null', detail({ manager: [null] })],
    ['an element of an array', detail({ tags: ['green'] })],
    ['a prefix', detail({ type: [{ prefix: 'user.' }] })],
    ['a prefix of any case', detail({ type: [{ prefix: { 'equals-ignore-case': 'USER' } }] })],
    ['a suffix', detail({ type: [{ suffix: '.created' }] })],
    ['any case', detail({ type: [{ 'equals-ignore-case': 'USER.Created' }] })],
    ['a wildcard', detail({ type: [{ wildcard: 'u*.*ed' }] })],
    ['an escaped wildcard', detail({ path: [{ wildcard: 'C:\\*\\\\*' }] })],
    ['anything but', detail({ type: [{ 'anything-but': 'user.deleted' }] })],
    ['anything but a list', detail({ version: [{ 'anything-but': [1, 2] }] })],
    ['anything but a prefix', detail({ type: [{ 'anything-but': { prefix: 'group.' } }] })],
    ['anything but suffixes', detail({ type: [{ 'anything-but': { suffix: ['a', 'b'] } }] })],
    ['anything but, for one element', detail({ tags: [{ 'anything-but': ['red'] }] })],
    ['numbers', detail({ version: [{ numeric: ['>', 2, '<=', 3] }] })],
    ['an equal number', detail({ version: [{ numeric: ['=', 3] }] })],
    ['existence', detail({ type: [{ exists: true }] })],
    ['absence', detail({ gone: [{ exists: false }] })],
    ['absence below what is absent', detail({ gone: { deeper: [{ exists: false }] } })],
    ['absence in an empty array', detail({ none: [{ exists: false }] })],
    ['an address', detail({ ip: [{ cidr: '10.0.0.0/8' }] })],
    ['an IPv6 address', detail({ ip6: [{ cidr: '2001:db8::/32' }] })],
    ['$or', { $or: [{ source: ['x'] }, detail({ version: [3] })] }],
    ['$or beside others', { source: ['rollcall'], $or: [{ account: ['x'] }, { account: [''] }] }],
    ['an object in an array', detail({ members: { type: ['Group'], role: ['owner'] } })],
  ])('matches %s', (_, pattern) => {
    expect(compileEventPattern(pattern)(EVENT)).toBe(true);
  });

  test.each([
    ['another value', { source: ['Rollcall'] }],
    ['a number written as text', detail({ version: ['3'] })],
    ['a member that is not there', detail({ gone: ['x'] })],
    ['an inherited member', { toString: [{ exists: true }] }],
    ['one member of two', { source: ['rollcall'], detail: { version: [4] } }],
    ['anything but what it is', detail({ type: [{ 'anything-but': ['user.created'] }] })],
    ['anything but what is not there', detail({ gone: [{ 'anything-but': ['x'] }] })],
    ['text as a number', detail({ type: [{ numeric: ['>', 0] }] })],
    ['the existence of an object', { detail: [{ exists: true }] }],
    ['another network', detail({ ip: [{ cidr: '192.168.0.0/16' }] })],
    ['no address', detail({ type: [{ cidr: '10.0.0.0/8' }] })],
    ['members of different elements', detail({ members: { type: ['Group'], role: ['reader'] } })],
    ['$or of nothing that holds', { $or: [{ source: ['x'] }, { source: ['y'] }] }],
  ])('does not match %s', (_, pattern) => {
    expect(compileEventPattern(pattern)(EVENT)).toBe(false);
  });

  test.each([
    ['nothing', {}],
    ['text', 'source'],
    ['a bare value', { source: 'rollcall' }],
    ['an empty list', { source: [] }],
    ['an unknown operator', { source: [{ like: 'x' }] }],
    ['two operators at once', { source: [{ prefix: 'a', suffix: 'b' }] }],
    ['a prefix that is no text', { source: [{ prefix: 1 }] }],
    ['** in a wildcard', { source: [{ wildcard: 'a**' }] }],
    ['an odd comparison', { source: [{ numeric: ['>'] }] }],
    ['a comparison of text', { source: [{ numeric: ['>', '1'] }] }],
    ['exists with text', { source: [{ exists: 'true' }] }],
    ['a wrong network', { source: [{ cidr: '10.0.0.0/33' }] }],
    ['$or of one', { $or: [{ source: ['a'] }] }],
    ['anything-but of nothing', { source: [{ 'anything-but': [] }] }],
  ])('refuses a pattern of %s', (_, pattern) => {
    expect(() => compileEventPattern(pattern)).toThrow(/event pattern/);
  });

  const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
  const event = fc.letrec((tie) => ({
    node: fc.oneof({ depthSize: 'small' }, scalar, fc.dictionary(fc.string(), tie('node'))),
    root: fc.dictionary(
      fc.string().filter((name) => name !== '$or'),
      tie('node'),
      { minKeys: 1 },
    ),
  }));

  test('of an event’s own values matches it, and no longer once one of them differs', () => {
    fc.assert(
      fc.property(event.root, (value) => {
        const pattern = exactPattern(value);
        if (pattern === undefined) return;
        expect(compileEventPattern(pattern)(value)).toBe(true);
        expect(compileEventPattern({ ...pattern, 'not there': ['x'] })(value)).toBe(false);
      }),
    );
  });

  test('a wildcard matches what a walk over it matches', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*'), maxLength: 8 });
    const parts = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 3 }), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(parts, letters, (literals, text) => {
        const wildcard = literals.join('*');
        if (wildcard.includes('**')) return;
        const matches = compileEventPattern({ a: [{ wildcard }] })({ a: text });
        expect(matches).toBe(globMatches(wildcard, text));
      }),
    );
  });
});

function exactPattern(value: unknown): Record<string, unknown> | undefined {
  const members: [string, unknown][] = [];
  for (const [name, member] of Object.entries(Object(value))) {
    const isNested = typeof member === 'object' && member !== null;
    const wanted = isNested ? exactPattern(member) : [member];
    if (wanted !== undefined && name !== '$or') members.push([name, wanted]);
  }
  return members.length === 0 ? undefined : Object.fromEntries(members);
}

function globMatches(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  if (pattern.startsWith('*')) {
    return (
      globMatches(pattern.slice(1), text) || (text !== '' && globMatches(pattern, text.slice(1)))
    );
  }
  return text.startsWith(pattern.slice(0, 1)) && globMatches(pattern.slice(1), text.slice(1));
}
