import type { JsonValue } from '#shared/kernel/json.ts';
import type { Attribute, Extension } from '#shared/scim/attribute-index.ts';
import type { Dialect } from '#shared/scim/dialect.ts';
import type { FilterNode } from '#shared/scim/filter/filter.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import type { AttributeDefinition } from '#shared/scim/schema-definition.ts';

/** Selects values of a multi-valued attribute: what stands in `emails[…]`. */
export interface ValueFilter {
  readonly node: FilterNode;
  readonly matches: (element: JsonValue) => boolean;
}

/** What a PATCH path points at (RFC 7644 figure 7). */
export type AttributePath =
  | { readonly kind: 'extension'; readonly extension: Extension }
  | {
      readonly kind: 'attribute';
      readonly attribute: Attribute;
      readonly filter?: ValueFilter;
      readonly subAttribute?: AttributeDefinition;
    };

export declare function parsePath(
  text: string,
  type: ResourceType,
  dialect: Dialect,
): AttributePath;
