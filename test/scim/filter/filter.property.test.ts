import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isJsonObject } from '#shared/kernel/json.ts';
import { dialects } from '#shared/scim/dialect.ts';
import { compileFilter } from '#shared/scim/filter/compile-filter.ts';
import type { FilterNode } from '#shared/scim/filter/filter.ts';
import { indexedTerms } from '#shared/scim/filter/indexed-terms.ts';
import { parseFilter } from '#shared/scim/filter/parse-filter.ts';
import { parsePath } from '#shared/scim/path.ts';
import { userType } from '#shared/scim/resource-types.ts';
import {
  arbitraryFilter,
  arbitraryNarrowFilter,
  arbitraryUser,
  type Expression,
  printFilter,
} from '../support/arbitrary-filter.ts';
import { holdsInModel } from '../support/filter-model.ts';
import { json, pollution } from '../support/json.ts';
import { refusal } from '../support/refusal.ts';

/** What was parsed, in the words of the model. */
function expressionOf(node: FilterNode): Expression {
  switch (node.kind) {
    case 'and':
    case 'or':
      return { kind: node.kind, operands: node.operands.map(expressionOf) };
    case 'not':
      return { kind: 'not', operand: expressionOf(node.operand) };
    case 'valuePath':
      return {
        kind: 'valuePath',
        attribute: node.attribute.text,
        filter: expressionOf(node.filter),
      };
    case 'present':
      return { kind: 'present', attribute: node.attribute.text };
    default: {
      const { value } = node.literal;
      if (typeof value === 'number') throw new TypeError('the generator makes no numbers');
      const { operator, attribute } = node;
      return { kind: 'compare', attribute: attribute.text, operator, literal: value };
    }
  }
}

const coins = fc.infiniteStream(fc.boolean()).map((stream) => () => stream.next().value === true);

test('a filter that is written down and parsed is the same filter', () => {
  fc.assert(
    fc.property(arbitraryFilter, (expression) => {
      const text = printFilter(expression, () => true);
      expect(expressionOf(parseFilter(text, dialects.strict).root)).toEqual(expression);
    }),
    { numRuns: 500 },
  );
});

test('however it is written, a filter matches what the model says', () => {
  let matched = 0;
  let evaluated = 0;
  fc.assert(
    fc.property(
      arbitraryFilter,
      fc.array(arbitraryUser, { minLength: 3, maxLength: 5 }),
      coins,
      (expression, users, choose) => {
        const text = printFilter(expression, choose);
        const matches = compileFilter(userType, parseFilter(text, dialects.strict));
        for (const user of users) {
          const expected = holdsInModel(expression, user);
          expect(matches(user), text).toBe(expected);
          evaluated += 1;
          matched += expected ? 1 : 0;
        }
      },
    ),
    { numRuns: 1_000 },
  );
  expect(matched).toBeGreaterThan(evaluated / 10);
  expect(matched).toBeLessThan((evaluated * 9) / 10);
});

test('no match does without an indexed term', () => {
  let checked = 0;
  fc.assert(
    fc.property(arbitraryNarrowFilter, arbitraryUser, (expression, user) => {
      const filter = parseFilter(
        printFilter(expression, () => true),
        dialects.strict,
      );
      if (!compileFilter(userType, filter)(user)) return;
      for (const { attribute, value } of indexedTerms(userType, filter)) {
        const term = parseFilter(`${attribute} eq ${JSON.stringify(value)}`, dialects.strict);
        expect(compileFilter(userType, term)(user)).toBe(true);
        checked += 1;
      }
    }),
    { numRuns: 2_000 },
  );
  expect(checked).toBeGreaterThan(20);
});

const piece = fc.oneof(
  fc.constantFrom('userName', 'emails', 'name.', '.value', 'urn:', ':', '$ref', '__proto__', 'not'),
  fc.constantFrom('eq', 'pr', 'and', 'or', '"', '"x"', '\\', 'null', 'true', '-1', '1e9', '@'),
  fc.constantFrom('(', ')', '[', ']', ' ', '  ', '\t', '\0', '\ud800', 'İ'),
  fc.string({ unit: 'binary', maxLength: 4 }),
);
const gibberish = fc.oneof(
  fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join(' ')),
  fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join('')),
);

test.each(Object.values(dialects))('gibberish is refused as such ($name)', (dialect) => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(gibberish, arbitraryUser, (text, user) => {
      const ofFilter = refusal(() => compileFilter(userType, parseFilter(text, dialect))(user));
      const ofPath = refusal(() => parsePath(text, userType, dialect));
      expect(['accepted', 'invalidFilter']).toContain(ofFilter);
      expect(['accepted', 'invalidFilter', 'invalidPath']).toContain(ofPath);
      expect(pollution()).toEqual([]);
      expect(isJsonObject(user)).toBe(true);
      seen.add(ofFilter).add(ofPath);
    }),
    // Gibberish that means something is rare.
    { numRuns: 1_500, examples: [['userName eq "x"', json({})]] },
  );
  expect(seen).toEqual(new Set(['accepted', 'invalidFilter', 'invalidPath']));
});
