import fc from 'fast-check';
import type { JsonObject } from '#shared/kernel/json.ts';
import type { CompareOperator } from '#shared/scim/filter/filter.ts';
import { json } from './json.ts';

export type LiteralValue = string | boolean | null;

/** A filter as the model knows it: no positions, no text. */
export type Expression =
  | { kind: 'and' | 'or'; operands: Expression[] }
  | { kind: 'not'; operand: Expression }
  | { kind: 'present'; attribute: string }
  | { kind: 'compare'; attribute: string; operator: CompareOperator; literal: LiteralValue }
  | { kind: 'valuePath'; attribute: string; filter: Expression };

/** Few and short, so that comparisons hold about as often as not. */
const text = fc.constantFrom('a', 'A', 'b', 'ab', 'Ba', '', 'å"\\', 'work');
const textOperator = fc.constantFrom<CompareOperator>(
  ...(['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'] as const),
);
const equality = fc.constantFrom<CompareOperator>('eq', 'ne');

const textLeaf = (attributes: readonly string[]): fc.Arbitrary<Expression> =>
  fc.oneof(
    fc.record({
      kind: fc.constant('compare' as const),
      attribute: fc.constantFrom(...attributes),
      operator: textOperator,
      literal: text,
    }),
    fc.record({
      kind: fc.constant('compare' as const),
      attribute: fc.constantFrom(...attributes),
      operator: equality,
      literal: fc.constant(null),
    }),
    fc.record({ kind: fc.constant('present' as const), attribute: fc.constantFrom(...attributes) }),
  );

const flagLeaf = (attributes: readonly string[]): fc.Arbitrary<Expression> =>
  fc.record({
    kind: fc.constant('compare' as const),
    attribute: fc.constantFrom(...attributes),
    operator: equality,
    literal: fc.boolean(),
  });

function logical(leaf: fc.Arbitrary<Expression>, maxDepth: number): fc.Arbitrary<Expression> {
  return fc.letrec<{ any: Expression }>((tie) => ({
    any: fc.oneof(
      { maxDepth, depthSize: 'small' },
      leaf,
      fc.record({
        kind: fc.constantFrom('and' as const, 'or' as const),
        operands: fc.array(tie('any'), { minLength: 2, maxLength: 3 }),
      }),
      fc.record({ kind: fc.constant('not' as const), operand: tie('any') }),
    ),
  })).any;
}

const valuePath = fc.record({
  kind: fc.constant('valuePath' as const),
  attribute: fc.constantFrom('emails', 'roles'),
  filter: logical(fc.oneof(textLeaf(['value', 'type', 'display']), flagLeaf(['primary'])), 2),
});

export const arbitraryFilter: fc.Arbitrary<Expression> = logical(
  fc.oneof(
    textLeaf(['userName', 'externalId', 'nickName', 'name.givenName']),
    textLeaf(['emails.value', 'emails.type', 'emails', 'manager.value', 'manager']),
    flagLeaf(['active', 'emails.primary']),
    valuePath,
  ),
  4,
);

/** A filter that has to be narrowed down by what it says at its top. */
export const arbitraryNarrowFilter: fc.Arbitrary<Expression> = fc.record({
  kind: fc.constant('and' as const),
  operands: fc.tuple(
    fc.record({
      kind: fc.constant('compare' as const),
      attribute: fc.constantFrom('userName', 'externalId', 'emails', 'emails.type', 'manager'),
      operator: fc.constant('eq' as const),
      literal: text,
    }),
    arbitraryFilter,
  ),
});

const element = fc.record(
  { value: text, type: text, primary: fc.boolean() },
  { requiredKeys: ['value'] },
);

/** A user with few attributes, as a full representation. */
export const arbitraryUser: fc.Arbitrary<JsonObject> = fc
  .record(
    {
      userName: text,
      externalId: text,
      nickName: text,
      active: fc.boolean(),
      name: fc.record({ givenName: text }),
      emails: fc.array(element, { minLength: 1, maxLength: 3 }),
      roles: fc.array(element, { minLength: 1, maxLength: 3 }),
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': fc.record({
        manager: fc.record({ value: text }),
      }),
    },
    { requiredKeys: [] },
  )
  .map(json);

/** Writes a filter in one of the ways in which it may be written, chosen by `choose`. */
export function printFilter(
  node: Expression,
  choose: () => boolean,
  within?: 'and' | 'or',
): string {
  const space = choose() ? ' ' : '  ';
  switch (node.kind) {
    case 'present':
      return `${recase(node.attribute, choose)}${space}${recase('pr', choose)}`;
    case 'compare': {
      const operator = recase(node.operator, choose);
      return `${recase(node.attribute, choose)} ${operator}${space}${JSON.stringify(node.literal)}`;
    }
    case 'not':
      return `not${choose() ? ' ' : ''}(${printFilter(node.operand, choose)})`;
    case 'valuePath':
      return `${node.attribute}[${printFilter(node.filter, choose)}]`;
    default: {
      const word = ` ${recase(node.kind, choose)}${space}`;
      const inner = node.operands.map((each) => printFilter(each, choose, node.kind)).join(word);
      const needed = within === 'and' || within === node.kind;
      return needed || choose() ? `(${inner})` : inner;
    }
  }
}

function recase(name: string, choose: () => boolean): string {
  return choose() ? name : name.toUpperCase();
}
