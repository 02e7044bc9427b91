import type { Order } from '#shared/identity/order.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import { compareSortKeys, compileSort, type Sort } from '#shared/scim/sort.ts';
import { representation } from '#shared/scim-api/represented.ts';
import type { ScimCall } from '#shared/scim-api/scim-context.ts';
import type { SearchQuery } from '#shared/scim-api/search-query.ts';

/** Ids are born in order, so these two need no sorting within one type. */
const ORDER_OF_INDEX: readonly string[] = ['id', 'meta.created'];
/** Kept beside the resource, as many as there are, and in no order of their own. */
const BESIDE = /^(?:members|groups)\./;

/**
 * The order that `sortBy` and `sortOrder` ask for (RFC 7644 section 3.4.2.3); undefined when it is the index's own.
 *
 * @throws DomainError `invalidValue` when none of the types can be sorted by the attribute.
 */
export function orderOf(
  types: readonly ResourceType[],
  call: ScimCall,
  { sortBy, descending }: SearchQuery,
): Order | undefined {
  if (sortBy === undefined) return undefined;
  const sorts = new Map<string, Sort>();
  for (const type of types) {
    const sort = compileSort(type, sortBy);
    if (sort) sorts.set(type.name, sort);
  }
  const paths = [...sorts.values()].map(({ path }) => path);
  if (paths.length === 0) refuse(types, sortBy);
  if (paths.some((path) => BESIDE.test(path))) {
    throw new DomainError('invalidValue', 'members and groups have no order to sort by.');
  }
  if (types.length === 1 && !descending && paths.every((path) => ORDER_OF_INDEX.includes(path))) {
    return undefined;
  }
  return {
    keyOf(record) {
      const type = types.find(({ name }) => name === record.type);
      return type && sorts.get(type.name)?.keyOf(representation(type, call, record, {}));
    },
    compare: (left, right) => compareSortKeys(left, right) * (descending ? -1 : 1),
  };
}

function refuse(types: readonly ResourceType[], sortBy: string): never {
  const names = types.map(({ name }) => name).join(', ');
  const detail = `sortBy "${sortBy.slice(0, 200)}" is no attribute of ${names}; /Schemas lists them.`;
  throw new DomainError('invalidValue', detail);
}
