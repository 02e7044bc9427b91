import type { AttributeReference } from '#shared/scim/attribute-reference.ts';

export const compareOperators = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'] as const;
export type CompareOperator = (typeof compareOperators)[number];

/** The right-hand side of a comparison. */
export interface Literal {
  readonly value: string | number | boolean | null;
  /** As written, without quotes: what a provider that forgets the quotes meant. */
  readonly text: string;
}

interface Leaf {
  readonly attribute: AttributeReference;
  /** 1-based offset of the attribute in the text. */
  readonly position: number;
}

export interface Present extends Leaf {
  readonly kind: 'present';
}

export interface Comparison extends Leaf {
  readonly kind: 'compare';
  readonly operator: CompareOperator;
  readonly literal: Literal;
}

/**
 * `emails[type eq "work"]`: one and the same value satisfies all of `filter`. The form of Entra,
 * `emails[type eq "work"].value eq "x"`, becomes `emails[type eq "work" and value eq "x"]`.
 */
export interface ValuePath extends Leaf {
  readonly kind: 'valuePath';
  readonly filter: FilterNode;
}

/** A filter expression (RFC 7644 figure 1). */
export type FilterNode =
  | { readonly kind: 'and' | 'or'; readonly operands: readonly FilterNode[] }
  | { readonly kind: 'not'; readonly operand: FilterNode }
  | Present
  | Comparison
  | ValuePath;

export interface Filter {
  readonly root: FilterNode;
  /** Whether `"True"` may stand for a boolean and `12` for a string: the dialect it was written in. */
  readonly coerceLiterals: boolean;
}
