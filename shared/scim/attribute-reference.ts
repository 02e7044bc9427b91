import type { Attribute, AttributeIndex, Extension } from '#shared/scim/attribute-index.ts';
import type { AttributeDefinition } from '#shared/scim/schema-definition.ts';

/** An attribute as a client names it (RFC 7644 3.10), not yet resolved against a resource type. */
export interface AttributeReference {
  /** As written. */
  readonly text: string;
  readonly urn?: string;
  /** Empty when the text can only be the URN of an extension. */
  readonly name: string;
  readonly subAttribute?: string;
}

/** What a reference turned out to be. */
export type Target =
  | { readonly kind: 'extension'; readonly extension: Extension }
  | {
      readonly kind: 'attribute';
      readonly attribute: Attribute;
      readonly subAttribute?: AttributeDefinition;
    };

/** ATTRNAME of RFC 7643 section 2.1, and `$ref`. */
const NAME = /^[a-z$][\w$-]*$/i;

/** Reads `[urn ":"] name ["." subAttribute]`, or a bare URN; undefined when it is none of them. */
export function parseReference(text: string): AttributeReference | undefined {
  const colon = text.lastIndexOf(':');
  const [name = '', subAttribute, ...more] = text.slice(colon + 1).split('.');
  const wellFormed =
    more.length === 0 && NAME.test(name) && (subAttribute === undefined || NAME.test(subAttribute));
  if (wellFormed) {
    return {
      text,
      name,
      ...(colon >= 0 && { urn: text.slice(0, colon) }),
      ...(subAttribute !== undefined && { subAttribute }),
    };
  }
  return colon > 0 ? { text, urn: text, name: '' } : undefined;
}

/** Finds what a reference names, without regard to case; undefined when the type has no such thing. */
export function resolveReference(
  index: AttributeIndex,
  reference: AttributeReference,
): Target | undefined {
  const extension = index.extensions.get(reference.text.toLowerCase());
  if (extension) return { kind: 'extension', extension };
  const attribute = findAttribute(index, reference);
  if (!attribute) return undefined;
  if (reference.subAttribute === undefined) return { kind: 'attribute', attribute };
  const subAttribute = attribute.subAttributes.get(reference.subAttribute.toLowerCase());
  return subAttribute && { kind: 'attribute', attribute, subAttribute };
}

function findAttribute(
  index: AttributeIndex,
  { urn, name }: AttributeReference,
): Attribute | undefined {
  const key = name.toLowerCase();
  if (urn === undefined) return index.top.get(key) ?? index.unqualified.get(key);
  const schema = urn.toLowerCase();
  if (schema === index.core) return index.top.get(key);
  return index.extensions.get(schema)?.attributes.get(key);
}
