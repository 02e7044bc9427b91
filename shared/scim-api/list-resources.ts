import { type Relate, searchResources } from '#shared/identity/search-resources.ts';
import { listResponse } from '#shared/scim/messages.ts';
import { type Projection, parseProjection, wants } from '#shared/scim/project.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import { orderOf } from '#shared/scim-api/order-of.ts';
import { type Relations, relationsOf, represented } from '#shared/scim-api/represented.ts';
import type { ScimCall } from '#shared/scim-api/scim-context.ts';
import { scimResponse } from '#shared/scim-api/scim-response.ts';
import type { SearchQuery } from '#shared/scim-api/search-query.ts';
import { selectionsOf } from '#shared/scim-api/selections.ts';

/** Resources of one type or of several (RFC 7644 section 3.4.2). */
export async function listResources(
  types: readonly ResourceType[],
  call: ScimCall,
  query: SearchQuery,
): Promise<Response> {
  const { ports, mandate } = call.context;
  const { startIndex, count } = query;
  const shown = new Map(types.map((type) => [type.name, parseProjection(type, query)]));
  const order = orderOf(types, call, query);
  const found = await searchResources<Relations>(ports.store, mandate.scope, {
    selections: selectionsOf(types, call, query.filter),
    ...(order && { order }),
    startIndex,
    count,
    relate: relating(call, shown),
  });
  const resources = found.records.flatMap((record) => {
    const type = types.find(({ name }) => name === record.type);
    const projection = shown.get(record.type);
    if (!type || !projection) return [];
    return [represented(type, call, record, found.relations.get(record.id) ?? {}, projection)];
  });
  return scimResponse(200, listResponse({ totalResults: found.total, resources, startIndex }));
}

function relating(call: ScimCall, shown: ReadonlyMap<string, Projection>): Relate<Relations> {
  return async (type, ids, consecutive) => {
    const projection = shown.get(type.name);
    return projection ? await relationsOfAll(type, call, projection, ids, consecutive) : new Map();
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
