import type { Selection } from '#shared/identity/matching-resources.ts';
import { compileFilter } from '#shared/scim/filter/compile-filter.ts';
import { decidedByType } from '#shared/scim/filter/decided-by-type.ts';
import type { Filter } from '#shared/scim/filter/filter.ts';
import { indexedTerms } from '#shared/scim/filter/indexed-terms.ts';
import { parseFilter } from '#shared/scim/filter/parse-filter.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import { relationsForFilter } from '#shared/scim-api/relations-for-filter.ts';
import { representation } from '#shared/scim-api/represented.ts';
import type { ScimCall } from '#shared/scim-api/scim-context.ts';

/** What a filter wants of each type; nothing of a type that it rules out as a whole. */
export function selectionsOf(
  types: readonly ResourceType[],
  call: ScimCall,
  text: string | undefined,
): Selection[] {
  if (text === undefined) return types.map((type) => ({ type, terms: [] }));
  const filter = parseFilter(text, call.context.dialect);
  return types.flatMap((type) => selectionOf(type, call, filter) ?? []);
}

function selectionOf(type: ResourceType, call: ScimCall, filter: Filter): Selection | undefined {
  const accepts = compileFilter(type, filter);
  const decided = decidedByType(type, filter);
  if (decided !== undefined) return decided ? { type, terms: [] } : undefined;
  const relationsFor = relationsForFilter(type, call, filter);
  return {
    type,
    terms: indexedTerms(type, filter),
    matches: async (record) =>
      accepts(representation(type, call, record, await relationsFor(record))),
  };
}
