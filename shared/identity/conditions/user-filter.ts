import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import type { JsonObject } from '#shared/kernel/json.ts';
import { resolveReference } from '#shared/scim/attribute-reference.ts';
import { dialects } from '#shared/scim/dialect.ts';
import { compileFilter } from '#shared/scim/filter/compile-filter.ts';
import type { FilterNode } from '#shared/scim/filter/filter.ts';
import { parseFilter } from '#shared/scim/filter/parse-filter.ts';
import { represent } from '#shared/scim/represent.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';

/** A SCIM filter on users, outside of any directory. */
export interface UserFilter {
  readonly accepts: (user: ResourceRecord) => boolean;
  /** Names of the attributes that it looks at, each once. */
  readonly names: readonly string[];
}

/**
 * Compiles a filter on users for a condition. What no condition can see, it refuses: what belongs to one directory,
 * and groups, of which a condition has its own way to speak.
 *
 * @throws DomainError `invalidFilter`.
 */
export function userFilter(type: ResourceType, text: string): UserFilter {
  const filter = parseFilter(text, dialects.strict);
  const accepts = compileFilter(type, filter);
  const names = [...new Set(attributesIn(type, filter.root))];
  for (const [name, instead] of elsewhere) {
    if (names.includes(name)) throw new DomainError('invalidFilter', instead);
  }
  return { accepts: (user) => accepts(seen(type, user)), names };
}

const elsewhere = new Map([
  ['groups', 'A condition cannot filter on groups. Name the group in "group" beside the filter.'],
  ['externalId', 'A condition belongs to no directory, so it cannot filter on externalId.'],
]);

function seen(type: ResourceType, user: ResourceRecord): JsonObject {
  const { id, attributes, version, created, lastModified } = user;
  return represent(type, { id, attributes, version, created, lastModified, baseUrl: '' });
}

function attributesIn(type: ResourceType, node: FilterNode): string[] {
  if ('operands' in node) return node.operands.flatMap((each) => attributesIn(type, each));
  if ('operand' in node) return attributesIn(type, node.operand);
  const target = resolveReference(type.attributes, node.attribute);
  return [target?.kind === 'attribute' ? target.attribute.path : node.attribute.text];
}
