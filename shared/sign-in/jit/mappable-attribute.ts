import { DomainError } from '#shared/kernel/domain-error.ts';
import { dialects } from '#shared/scim/dialect.ts';
import { type PathToAttribute, parsePath } from '#shared/scim/path.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';

/** Decided elsewhere: by the server, by lifecycle, by directories, by memberships. */
const notMappable = new Set([
  'id',
  'meta',
  'schemas',
  'externalId',
  'active',
  'groups',
  'password',
]);

/**
 * The attribute that a mapping names.
 *
 * @throws DomainError `invalidPath`, `invalidFilter`, `invalidValue` when sign-ins do not write it.
 */
export function mappableAttribute(type: ResourceType, text: string): PathToAttribute {
  const path = parsePath(text, type, dialects.lenient);
  if (path.kind === 'extension') {
    throw new DomainError('invalidPath', `${text} is a schema; name one of its attributes.`);
  }
  const { attribute, subAttribute } = path;
  const isReadOnly = [attribute.definition, subAttribute].some(
    (definition) => definition?.mutability === 'readOnly' || definition?.mutability === 'writeOnly',
  );
  if (isReadOnly || notMappable.has(attribute.path)) {
    throw new DomainError('invalidValue', `${text} is nothing that a sign-in may write.`);
  }
  return path;
}
