import type { IdentityStore } from '#shared/identity/identity-store.ts';
import { resourcesById, WALK_BUDGET, WALK_PAGE } from '#shared/identity/matching-resources.ts';
import type { Scope } from '#shared/identity/scope.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';

/**
 * Whether there is a resource of a type or, when an extension is named, one that has values of it. The latter reads
 * them one page after the other.
 *
 * @throws DomainError `tooMany` when it would take more reads than {@link WALK_BUDGET} to know.
 */
export async function isInUse(
  store: IdentityStore,
  scope: Scope,
  type: ResourceType,
  extension?: string,
): Promise<boolean> {
  const { total } = await store.tally(scope, type.name);
  if (extension === undefined || total <= 0) return total > 0;
  let afterId: string | undefined;
  for (let read = 0; read < WALK_BUDGET; read += WALK_PAGE) {
    const ids = await store.idsAfter(scope, type.name, afterId, WALK_PAGE);
    const records = await resourcesById(store, scope, type, ids);
    if (records.some(({ attributes }) => attributes[extension] !== undefined)) return true;
    if (ids.length < WALK_PAGE) return false;
    afterId = ids.at(-1);
  }
  throw new DomainError(
    'tooMany',
    `More than ${WALK_BUDGET} ${type.name}s would have to be read to know that none has values of ${extension}.`,
  );
}
