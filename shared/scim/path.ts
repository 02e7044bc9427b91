import { DomainError } from '#shared/kernel/domain-error.ts';
import type { JsonValue } from '#shared/kernel/json.ts';
import type { Attribute, Extension } from '#shared/scim/attribute-index.ts';
import {
  type AttributeReference,
  parseReference,
  resolveReference,
  type Target,
} from '#shared/scim/attribute-reference.ts';
import type { Dialect } from '#shared/scim/dialect.ts';
import { compileValueFilter } from '#shared/scim/filter/compile-filter.ts';
import type { FilterNode } from '#shared/scim/filter/filter.ts';
import { parseSubAttribute, parseValueFilter } from '#shared/scim/filter/parse-expression.ts';
import { TokenStream } from '#shared/scim/filter/token-stream.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import type { AttributeDefinition } from '#shared/scim/schema-definition.ts';

/** Selects values of a multi-valued attribute: what stands in `emails[…]`. */
interface ValueFilter {
  readonly node: FilterNode;
  readonly matches: (element: JsonValue) => boolean;
}

/** An attribute, some of its values, or a sub-attribute of either. */
export interface PathToAttribute {
  readonly kind: 'attribute';
  readonly attribute: Attribute;
  readonly filter?: ValueFilter;
  readonly subAttribute?: AttributeDefinition;
}

/** What a PATCH path points at (RFC 7644 figure 7). */
export type AttributePath =
  | { readonly kind: 'extension'; readonly extension: Extension }
  | PathToAttribute;

/**
 * Parses PATH of RFC 7644 figure 7: `attr`, `attr.sub`, `attr[filter]`, `attr[filter].sub`, each with
 * or without the URN of its schema, or the URN of an extension alone.
 *
 * @throws DomainError `invalidPath`, naming the 1-based position or the unknown attribute;
 * `invalidFilter` for what stands between the brackets (RFC 7644 table 9).
 */
export function parsePath(text: string, type: ResourceType, dialect: Dialect): AttributePath {
  const stream = new TokenStream(text, 'invalidPath');
  const word = stream.expect('word', 'the name of an attribute');
  const reference = parseReference(word.text);
  if (!reference) return stream.fail('the name of an attribute', word);
  const target = resolveReference(type.attributes, reference) ?? refuseUnknown(reference, type);
  const path = stream.peek().kind === '[' ? parseFilter(stream, target, dialect) : target;
  stream.expect('end', 'the end');
  return path;
}

function parseFilter(stream: TokenStream, target: Target, dialect: Dialect): PathToAttribute {
  const selectable =
    target.kind === 'attribute' && !target.subAttribute && target.attribute.definition.multiValued;
  if (!selectable) return stream.fail('no filter, as this is not a multi-valued attribute');
  const { attribute } = target;
  stream.take();
  const filter = stream.withinFilter(() => {
    const node = parseValueFilter(stream, dialect);
    return { node, matches: compileValueFilter(attribute, node, dialect.coerceStrings) };
  });
  const bracket = stream.expect(']', '"and", "or" or "]"');
  const sub = parseSubAttribute(stream, bracket);
  if (!sub) return { kind: 'attribute', attribute, filter };
  const subAttribute = attribute.subAttributes.get(sub.name.toLowerCase());
  if (!subAttribute) return refuseSubAttribute(attribute, sub);
  return { kind: 'attribute', attribute, filter, subAttribute };
}

function refuseUnknown({ text }: AttributeReference, { name }: ResourceType): never {
  const detail = `The path "${text.slice(0, 200)}" names no attribute of ${name}; /Schemas lists them.`;
  throw new DomainError('invalidPath', detail);
}

function refuseSubAttribute(
  { path, subAttributes }: Attribute,
  { name }: AttributeReference,
): never {
  const known = [...subAttributes.values()].map((sub) => sub.name).join(', ');
  const detail = `The path names no sub-attribute of ${path}: "${name.slice(0, 100)}". Known: ${known}.`;
  throw new DomainError('invalidPath', detail);
}
