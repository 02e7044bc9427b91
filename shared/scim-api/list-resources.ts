import { groupsOf } from '#shared/identity/groups-of.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { type Query, type Relate, searchResources } from '#shared/identity/search-resources.ts';
import { type Stretch, walkResources } from '#shared/identity/walk-resources.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import { listResponse, type Page } from '#shared/scim/messages.ts';
import { type Projection, parseProjection, wants } from '#shared/scim/project.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import { cursorsOf } from '#shared/scim-api/cursor.ts';
import { finishMembers } from '#shared/scim-api/finish-members.ts';
import { orderOf } from '#shared/scim-api/order-of.ts';
import { type Relations, relationsOf, represented } from '#shared/scim-api/represented.ts';
import type { ScimCall } from '#shared/scim-api/scim-context.ts';
import { scimResponse } from '#shared/scim-api/scim-response.ts';
import { DEFAULT_PAGE, type Paging, type SearchQuery } from '#shared/scim-api/search-query.ts';
import { selectionsOf } from '#shared/scim-api/selections.ts';
import { shownMembersOfAll } from '#shared/scim-api/shown-members.ts';

/** Resources of one type or of several (RFC 7644 section 3.4.2). */
export async function listResources(
  types: readonly ResourceType[],
  call: ScimCall,
  query: SearchQuery,
): Promise<Response> {
  const shown = new Map(types.map((type) => [type.name, parseProjection(type, query)]));
  const order = orderOf(types, call, query);
  const found = await findPage(types, call, query, {
    selections: selectionsOf(types, call, query.filter),
    ...(order && { order }),
    relate: relating(call, shown),
  });
  const resources = found.records.map(async (record) => {
    const type = types.find(({ name }) => name === record.type);
    const projection = shown.get(record.type);
    if (!type || !projection) return [];
    const relations = record.journal
      ? await relationsOfUnfinished(type, call, record, projection)
      : found.relations.get(record.id);
    return [represented(type, call, record, relations ?? {}, projection)];
  });
  const listed = (await Promise.all(resources)).flat();
  return scimResponse(200, listResponse({ ...found.page, resources: listed }));
}

/** What was read ahead of it shows a group whose members are not all in place yet. */
async function relationsOfUnfinished(
  type: ResourceType,
  call: ScimCall,
  record: ResourceRecord,
  projection: Projection,
): Promise<Relations> {
  if (wants(projection, 'members')) await finishMembers(call, record);
  return await relationsOf(type, call, record.id, projection);
}

type Wanted = Pick<Query<Relations>, 'selections' | 'order' | 'relate'>;
type Found = Pick<Stretch<Relations>, 'records' | 'relations'> & {
  readonly page: Omit<Page, 'resources'>;
};

async function findPage(
  types: readonly ResourceType[],
  call: ScimCall,
  query: SearchQuery,
  wanted: Wanted,
): Promise<Found> {
  const { ports, mandate } = call.context;
  const { paging } = query;
  if (paging.by === 'cursor')
    return await findByCursor(call, paging, wanted, cursorsOf(types, call, query));
  const { startIndex, count } = paging;
  const found = await searchResources(ports.store, mandate.scope, { ...wanted, startIndex, count });
  return { ...found, page: { totalResults: found.total, startIndex } };
}

async function findByCursor(
  call: ScimCall,
  { cursor, count: asked }: Extract<Paging, { by: 'cursor' }>,
  wanted: Wanted,
  cursors: ReturnType<typeof cursorsOf>,
): Promise<Found> {
  const { ports, mandate } = call.context;
  const before = cursor === '' ? undefined : await cursors.read(cursor);
  const count = asked ?? before?.count ?? DEFAULT_PAGE;
  if (before && before.count !== count) {
    throw new DomainError('invalidCount', `count must be ${before.count}, as on the first page.`);
  }
  const walk = { ...wanted, count, after: before?.after };
  const found = await walkResources(ports.store, mandate.scope, walk);
  const total = found.total ?? before?.total;
  const nextCursor = found.next && (await cursors.write({ after: found.next, count, total }));
  return {
    ...found,
    page: {
      ...(total !== undefined && { totalResults: total }),
      ...(nextCursor !== undefined && { nextCursor }),
    },
  };
}

function relating(call: ScimCall, shown: ReadonlyMap<string, Projection>): Relate<Relations> {
  return async (type, ids, consecutive, read) => {
    const projection = shown.get(type.name);
    if (!projection) return new Map();
    if (type.name !== 'Group')
      return await relationsOfAll(type, call, projection, ids, consecutive);
    // Members newer than the version that they are shown under do no harm; older ones would get past If-Match.
    await read;
    return await membersOfAll(call, projection, ids);
  };
}

async function membersOfAll(
  { context }: ScimCall,
  projection: Projection,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Relations>> {
  const { ports, mandate } = context;
  if (!wants(projection, 'members')) return new Map();
  return await shownMembersOfAll(ports.store, mandate.scope, ids);
}

async function relationsOfAll(
  type: ResourceType,
  call: ScimCall,
  projection: Projection,
  ids: readonly string[],
  consecutive: boolean,
): Promise<ReadonlyMap<string, Relations>> {
  const { store } = call.context.ports;
  const { scope } = call.context.mandate;
  const [first, last] = [ids[0], ids.at(-1)];
  if (consecutive && first && last && type.name === 'User' && wants(projection, 'groups')) {
    const [direct, nestings] = await Promise.all([
      store.memberOfBetween(scope, first, last),
      store.nestings(scope),
    ]);
    return new Map([...direct].map(([id, groups]) => [id, { groups: groupsOf(groups, nestings) }]));
  }
  const relations = ids.map(
    async (id) => [id, await relationsOf(type, call, id, projection)] as const,
  );
  return new Map(await Promise.all(relations));
}
