import { type Query, searchResources } from '#shared/identity/search-resources.ts';
import { compileFilter } from '#shared/scim/filter/compile-filter.ts';
import { indexedTerms } from '#shared/scim/filter/indexed-terms.ts';
import { parseFilter } from '#shared/scim/filter/parse-filter.ts';
import { listResponse } from '#shared/scim/messages.ts';
import { type Projection, wants } from '#shared/scim/project.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import { pageOf, projectionOf } from '#shared/scim-api/query-parameters.ts';
import { relationsForFilter } from '#shared/scim-api/relations-for-filter.ts';
import {
  type Relations,
  relationsOf,
  representation,
  represented,
} from '#shared/scim-api/represented.ts';
import type { ScimCall } from '#shared/scim-api/scim-context.ts';
import { scimResponse } from '#shared/scim-api/scim-response.ts';

/** `GET /Users`, `GET /Groups` (RFC 7644 section 3.4.2). */
export async function listResources(type: ResourceType, call: ScimCall): Promise<Response> {
  const { ports, mandate } = call.context;
  const projection = projectionOf(type, call.url);
  const filter = call.url.searchParams.get('filter');
  const page = pageOf(call.url);
  const query: Query<Relations> = {
    ...page,
    terms: [],
    ...(filter !== null && selection(type, call, filter)),
    relate: (ids, consecutive) => relationsOfAll(type, call, projection, ids, consecutive),
  };
  const found = await searchResources(ports.store, mandate.scope, type, query);
  const resources = found.records.map((record) =>
    represented(type, call, record, found.relations.get(record.id) ?? {}, projection),
  );
  return scimResponse(
    200,
    listResponse({ totalResults: found.total, resources, startIndex: page.startIndex }),
  );
}

type Selection = Pick<Query<Relations>, 'terms' | 'matches'>;

function selection(type: ResourceType, call: ScimCall, text: string): Selection {
  const filter = parseFilter(text, call.context.dialect);
  const accepts = compileFilter(type, filter);
  const relationsFor = relationsForFilter(type, call, filter);
  return {
    terms: indexedTerms(type, filter),
    matches: async (record) =>
      accepts(representation(type, call, record, await relationsFor(record.id))),
  };
}

async function relationsOfAll(
  type: ResourceType,
  call: ScimCall,
  projection: Projection,
  ids: readonly string[],
  consecutive: boolean,
): Promise<ReadonlyMap<string, Relations>> {
  const [first, last] = [ids[0], ids.at(-1)];
  if (consecutive && first && last && type.name === 'User' && wants(projection, 'groups')) {
    const { ports, mandate } = call.context;
    const groups = await ports.store.memberOfBetween(mandate.scope, first, last);
    return new Map([...groups].map(([id, memberOf]) => [id, { groups: memberOf }]));
  }
  const relations = ids.map(
    async (id) => [id, await relationsOf(type, call, id, projection)] as const,
  );
  return new Map(await Promise.all(relations));
}
