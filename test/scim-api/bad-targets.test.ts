import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { ENTERPRISE_USER, PATCH_OP } from '#shared/scim/messages.ts';
import type { Body } from '../support/world.ts';
import { BASE } from '../support/world.ts';
import { expectRefusal } from './support/expect-refusal.ts';
import { inEachDialect } from './support/in-each-dialect.ts';
import { groupBody, patchBody, userBody, withQuery } from './support/request-bodies.ts';
import { storedRows } from './support/stored-rows.ts';

const nested = (levels: number) => `${'('.repeat(levels)}userName pr${')'.repeat(levels)}`;
const many = (terms: number, word: string) => Array(terms).fill('a pr').join(` ${word} `);

/** A filter, or what stands in a path, and what the refusal must name. */
const hostile: readonly (readonly [string, () => string, RegExp])[] = [
  ['10,000 nested parentheses', () => nested(10_000), /longer than|levels of nesting/],
  ['65 nested parentheses', () => nested(65), /position 66: expected no more than 64 levels/],
  ['10,000 opening parentheses', () => '('.repeat(10_000), /longer than|levels/],
  ['8,000 closing parentheses', () => ')'.repeat(8_000), /position 1/],
  ['4,000 nots', () => 'not '.repeat(2_000), /position 5/],
  ['1,000 nested nots', () => `${'not ('.repeat(1_000)}a pr${')'.repeat(1_000)}`, /levels/],
  ['300 terms', () => many(300, 'and'), /no more than 256/],
  ['257 terms of or', () => many(257, 'or'), /no more than 256/],
  ['100 kB of text', () => `userName eq "${'a'.repeat(100_000)}"`, /longer than 8192/],
  ['8,000 quotes', () => '"'.repeat(8_000), /position 1/],
  ['a text that never ends', () => `userName eq "${'\\"'.repeat(4_000)}`, /position 13/],
  ['NUL', () => '\u0000', /position 1/],
  ['a NUL as a name', () => 'user\u0000Name eq "a"', /position 1/],
  ['8,000 dots', () => `${'a.'.repeat(4_000)}b eq "x"`, /position 1/],
  ['brackets in brackets', () => `${'emails['.repeat(1_000)}`, /position 14|levels/],
];

/** Words of filters and paths, so that chance gets further than the first letter. */
const words = fc.oneof(
  fc.constantFrom(
    ...[
      'userName',
      'emails',
      'emails.value',
      'name.givenName',
      'active',
      'meta.created',
      'members',
    ],
    ...['groups.value', 'id', 'schemas', 'password', `${ENTERPRISE_USER}:manager`, ENTERPRISE_USER],
    ...['eq', 'ne', 'co', 'sw', 'gt', 'le', 'pr', 'and', 'or', 'not', 'true', 'null', 'EQ', '$ref'],
    ...[
      '(',
      ')',
      '[',
      ']',
      '.',
      ':',
      '"',
      '\\',
      '"x"',
      '"\\u0041"',
      '12',
      '-1.5e3',
      '#',
      '%',
      '\u0000',
    ],
  ),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
);
const phrases = fc
  .array(fc.tuple(words, fc.constantFrom(' ', '', ' ', '  ')), { maxLength: 12 })
  .map((parts) => parts.flat().join(''));

const values = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom('', 'True', '5', '\u0000', '\ud800', '#', 1e308, -0),
  fc.record({ value: fc.jsonValue({ maxDepth: 1 }), type: fc.string(), primary: fc.boolean() }),
);

const operations = fc.array(
  fc.record(
    {
      op: fc.constantFrom('add', 'remove', 'replace', 'Add', 'move', null, 3),
      path: fc.oneof(phrases, fc.constantFrom('emails', 'title', 'name', 'members', 'displayName')),
      value: values,
    },
    { requiredKeys: ['op'] },
  ),
  { maxLength: 3 },
);

inEachDialect(['strict', 'lenient'], (it) => {
  let user: Body;
  let group: Body;

  beforeAll(async () => {
    user = (await it.client('POST', '/Users', userBody('target'))).body;
    group = (await it.client('POST', '/Groups', groupBody('Target', [user.id]))).body;
  });

  describe('a hostile filter or path is refused in no time, saying where', () => {
    test.each(hostile)('%s', async (_, make, detail) => {
      const text = make();
      const listed = await it.client('GET', withQuery('/Users', { filter: text }));
      expectRefusal(listed, 400, 'invalidFilter', detail);
      expect(listed.body.detail.length).toBeLessThan(500);
      for (const path of [text, `emails[${text}]`, `members[${text}`]) {
        const operation = { op: 'remove', path };
        const answer = await it.client('PATCH', `/Users/${user.id}`, patchBody(operation));
        expectRefusal(answer, 400, answer.body.scimType, /^Operation 1: /);
        expect(answer.body.scimType).toMatch(/^invalid(Path|Filter)$/);
        expect(answer.body.detail.length).toBeLessThan(500);
      }
    });
  });

  describe('whatever is asked, the answer is SCIM and nobody is taken by surprise', () => {
    test('of a list', async () => {
      const asked = fc.record(
        {
          filter: phrases,
          attributes: phrases,
          excludedAttributes: phrases,
          startIndex: fc.oneof(fc.integer({ max: 1e6 }), fc.string()),
          count: fc.oneof(fc.integer(), fc.string()),
        },
        { requiredKeys: [] },
      );
      await fc.assert(
        fc.asyncProperty(fc.constantFrom('/Users', '/Groups'), asked, async (path, parameters) => {
          const query = new URLSearchParams(
            Object.entries(parameters).map(([name, value]) => [name, String(value)]),
          );
          const answer = await it.client('GET', `${path}?${query}`);
          if (answer.status === 200) expect(answer.body.Resources).toBeInstanceOf(Array);
          else expectRefusal(answer, 400, answer.body.scimType);
          expect(it.world.unforeseen).toEqual([]);
        }),
        { numRuns: 60 },
      );
    });

    test('of an id or a path', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'),
          fc.constantFrom(
            '/Users/',
            '/Groups/',
            '/Schemas/',
            '/ResourceTypes/',
            '/',
            '/Bulk',
            '/Me',
          ),
          fc.oneof(fc.string({ unit: 'binary' }), fc.webPath(), fc.uuid()),
          async (method, path, text) => {
            const rest = encodeURIComponent(text.toWellFormed());
            const answer = await it.client(method, path + rest, method === 'POST' ? {} : undefined);
            expect([200, 400, 404, 405, 501]).toContain(answer.status);
            if (answer.status !== 200) expectRefusal(answer, answer.status, answer.body.scimType);
            expect(it.world.unforeseen).toEqual([]);
          },
        ),
        { numRuns: 60 },
      );
    });

    test('of a PATCH: done whole and told once, or refused and nothing changed', async () => {
      const targets = [`/Users/${user.id}`, `/Groups/${group.id}`];
      let rows = await storedRows(it.testTable);
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...targets), operations, async (path, Operations) => {
          const before = rows;
          const read = (await it.client('GET', path)).body;
          const answer = await it.client('PATCH', path, { schemas: [PATCH_OP], Operations });
          const after = await storedRows(it.testTable);
          rows = after;
          expect(it.world.unforeseen).toEqual([]);
          const changed = answer.status < 300 && answer.headers.get('etag') !== read.meta.version;
          if (changed) expect(outboxRows(after)).toBe(outboxRows(before) + 1);
          else expect(after).toEqual(before);
          if (answer.status < 300) return;
          expect([400, 409, 413]).toContain(answer.status);
          expectRefusal(answer, answer.status, answer.body.scimType);
        }),
        { numRuns: 80 },
      );
    });

    test('of a body: created whole, or refused and nothing written', async () => {
      const bodies = fc.record(
        {
          schemas: fc.oneof({ weight: 5, arbitrary: fc.constant(userBody('').schemas) }, values),
          userName: fc.oneof({ weight: 5, arbitrary: fc.uuid() }, values),
          displayName: values,
          emails: fc.oneof(values, fc.array(values)),
          active: values,
          [ENTERPRISE_USER]: values,
          [`${BASE}`]: values,
        },
        { requiredKeys: ['schemas', 'userName'] },
      );
      let before = await storedRows(it.testTable);
      await fc.assert(
        fc.asyncProperty(bodies, async (body) => {
          const answer = await it.client('POST', '/Users', body);
          expect(it.world.unforeseen).toEqual([]);
          if (answer.status === 201) {
            await it.client('DELETE', `/Users/${answer.body.id}`);
            before = await storedRows(it.testTable);
            return;
          }
          expect([400, 409]).toContain(answer.status);
          expectRefusal(answer, answer.status, answer.body.scimType);
          expect(await storedRows(it.testTable)).toEqual(before);
        }),
        { numRuns: 40 },
      );
    });
  });
});

function outboxRows(rows: ReadonlyMap<string, string>): number {
  return [...rows.keys()].filter((key) => key.includes(' EVENT#')).length;
}
