import type { ResourceRecord } from '#shared/identity/resource-record.ts';
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
  const query: Query = {
    ...page,
    terms: [],
    ...(filter !== null && selection(type, call, filter)),
  };
  const { total, records } = await searchResources(ports.store, mandate.scope, type, query);
  const relations = await relationsOfAll(type, call, records, projection, filter === null);
  const resources = records.map((record) =>
    represented(type, call, record, relations.get(record.id) ?? {}, projection),
  );
  return scimResponse(
    200,
    listResponse({ totalResults: total, resources, startIndex: page.startIndex }),
  );
}

function selection(
  type: ResourceType,
  call: ScimCall,
  text: string,
): Pick<Query, 'terms' | 'matches'> {
  const filter = parseFilter(text, call.context.dialect);
  const accepts = compileFilter(type, filter);
  const relationsFor = relationsForFilter(type, call, filter);
  return {
    terms: indexedTerms(type, filter),
    matches: async (record) =>
      accepts(representation(type, call, record, await relationsFor(record.id))),
  };
}

/** @param consecutive Whether the records are all there are between the first and the last. */
async function relationsOfAll(
  type: ResourceType,
  call: ScimCall,
  records: readonly ResourceRecord[],
  projection: Projection,
  consecutive: boolean,
): Promise<ReadonlyMap<string, Relations>> {
  const [first, last] = [records[0], records.at(-1)];
  if (consecutive && first && last && type.name === 'User' && wants(projection, 'groups')) {
    const { ports, mandate } = call.context;
    const groups = await ports.store.memberOfBetween(mandate.scope, first.id, last.id);
    return new Map([...groups].map(([id, memberOf]) => [id, { groups: memberOf }]));
  }
  const relations = records.map(
    async ({ id }) => [id, await relationsOf(type, call, id, projection)] as const,
  );
  return new Map(await Promise.all(relations));
}
