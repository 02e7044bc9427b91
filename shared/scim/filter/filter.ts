import type { AttributeReference } from '#shared/scim/attribute-reference.ts';

export type CompareOperator = 'eq' | 'ne' | 'co' | 'sw' | 'ew' | 'gt' | 'ge' | 'lt' | 'le';

/** The right-hand side of a comparison. */
export interface Literal {
  readonly value: string | number | boolean | null;
  /** As written, without quotes: what a provider that forgets the quotes meant. */
  readonly text: string;
}

/** A filter expression (RFC 7644 figure 1); positions are 1-based offsets into the text. */
export type FilterNode =
  | { readonly kind: 'and' | 'or'; readonly operands: readonly FilterNode[] }
  | { readonly kind: 'not'; readonly operand: FilterNode }
  | {
      readonly kind: 'present';
      readonly attribute: AttributeReference;
      readonly position: number;
    }
  | {
      readonly kind: 'compare';
      readonly attribute: AttributeReference;
      readonly operator: CompareOperator;
      readonly literal: Literal;
      readonly position: number;
    }
  | {
      readonly kind: 'valuePath';
      readonly attribute: AttributeReference;
      readonly filter: FilterNode;
      readonly position: number;
    };

export interface Filter {
  readonly root: FilterNode;
  /** Whether `"True"` may stand for a boolean and `12` for a string: the dialect it was written in. */
  readonly coerceLiterals: boolean;
}
