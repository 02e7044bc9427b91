import { createResource } from '#shared/identity/create-resource.ts';
import { deleteResource } from '#shared/identity/delete-resource.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { type Edit, notFound, updateResource } from '#shared/identity/update-resource.ts';
import { withActive } from '#shared/identity/user-state.ts';
import { readJson } from '#shared/kernel/http/read-json.ts';
import { isId } from '#shared/kernel/uuid-v7.ts';
import { namedIn } from '#shared/scim/named-in.ts';
import { applyPatch } from '#shared/scim/patch/apply-patch.ts';
import {
  type MemberInstruction,
  membersOf,
  splitMembers,
  withoutMembers,
} from '#shared/scim/patch/member-change.ts';
import { parsePatch } from '#shared/scim/patch/parse-patch.ts';
import type { Projection } from '#shared/scim/project.ts';
import { readResource } from '#shared/scim/read-resource.ts';
import { replaceResource } from '#shared/scim/replace-resource.ts';
import { entityTag, locationOf } from '#shared/scim/represent.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import { requireCount } from '#shared/scim/values/read-value.ts';
import { finishMembers } from '#shared/scim-api/finish-members.ts';
import { linkToMore, membersAfter } from '#shared/scim-api/more-members.ts';
import { isUnchanged, preconditionOf } from '#shared/scim-api/preconditions.ts';
import { hasProjection, projectionOf } from '#shared/scim-api/query-parameters.ts';
import { type Relations, relationsOf, represented } from '#shared/scim-api/represented.ts';
import type { ScimCall, ScimRoute } from '#shared/scim-api/scim-context.ts';
import { ACCEPTED_MEDIA_TYPES, scimResponse } from '#shared/scim-api/scim-response.ts';

/** The endpoints of one resource type (RFC 7644 sections 3.3 to 3.6), but for its queries. */
export function resourceRoutes(type: ResourceType): ScimRoute[] {
  const one = `${type.endpoint}/{id}`;
  return [
    { method: 'POST', path: type.endpoint, handle: (call) => create(type, call) },
    { method: 'GET', path: one, handle: (call) => read(type, call) },
    { method: 'PUT', path: one, handle: (call) => replace(type, call) },
    { method: 'PATCH', path: one, handle: (call) => patch(type, call) },
    { method: 'DELETE', path: one, handle: (call) => remove(type, call) },
  ];
}

async function create(type: ResourceType, call: ScimCall): Promise<Response> {
  const { ports, mandate, dialect, origin } = call.context;
  const body = await readJson(call.request, ACCEPTED_MEDIA_TYPES);
  const projection = projectionOf(type, call.url, namedIn(type, body, dialect));
  const attributes = readResource(type, body, dialect);
  const members = membersOf(attributes);
  const record = await createResource(ports, mandate, type, {
    attributes: withoutMembers(attributes),
    members,
    ...(origin !== undefined && { origin }),
  });
  // Nobody can have put it into a group yet, and its members are those just sent.
  const relations = members.length > 0 ? await relationsOf(type, call, record.id, projection) : {};
  return scimResponse(
    201,
    represented(type, call, record, relations, projection),
    identifying(type, call, record),
  );
}

async function read(type: ResourceType, call: ScimCall): Promise<Response> {
  const { ports, mandate } = call.context;
  const id = call.params['id'] ?? '';
  const projection = projectionOf(type, call.url);
  const afterId = membersAfter(call.url);
  if (!isId(id)) throw notFound(type, id);
  const relate = () => relationsOf(type, call, id, projection, { afterId });
  const reading = ports.store.resource(mandate.scope, type.name, id);
  // Members newer than the version that they are shown under do no harm; older ones would get past If-Match.
  const relating: Promise<Relations> =
    type.name === 'Group' ? reading.then((group) => (group ? relate() : {})) : relate();
  const [record, relations] = await Promise.all([reading, relating]);
  if (!record) throw notFound(type, id);
  if (record.journal) {
    await finishMembers(call, record);
    return await read(type, call);
  }
  const headers = identifying(type, call, record);
  // Groups come and go without a new version of the user, so who is in one is always shown.
  const isDerived = relations.groups !== undefined && relations.groups.length > 0;
  if (isUnchanged(call.request, record) && !isDerived) return scimResponse(304, undefined, headers);
  return scimResponse(200, represented(type, call, record, relations, projection), {
    ...headers,
    ...linkToMore(type, call, relations),
  });
}

async function replace(type: ResourceType, call: ScimCall): Promise<Response> {
  const { dialect } = call.context;
  const body = await readJson(call.request, ACCEPTED_MEDIA_TYPES);
  const projection = projectionOf(type, call.url, namedIn(type, body, dialect));
  const isGroup = type.name === 'Group';
  const members = isGroup ? membersOf(readResource(type, body, dialect)) : [];
  return await change(
    type,
    call,
    { projection },
    {
      attributes: (current) => {
        const replaced = replaceResource(type, current, body, dialect);
        if (type.name === 'User') return withActive(replaced, current['active']);
        return withoutMembers(replaced);
      },
      members: isGroup ? [{ op: 'replace', members }] : [],
    },
  );
}

async function patch(type: ResourceType, call: ScimCall): Promise<Response> {
  const { dialect } = call.context;
  const id = call.params['id'] ?? '';
  const operations = parsePatch(type, await readJson(call.request, ACCEPTED_MEDIA_TYPES), dialect);
  const projection = projectionOf(type, call.url, (attribute) =>
    operations.some(({ path }) => path.kind === 'attribute' && path.attribute === attribute),
  );
  const { members, rest } = splitMembers(type, operations, dialect);
  requireFewMembers(type, members);
  // A group is not read back unless the client asks (3.5.2): one more member must not cost what all of them do.
  const unasked = type.name === 'Group' && !hasProjection(call.url);
  const view = { projection, ...(unasked && { atMost: dialect.patchedGroupShown ? FEW : 0 }) };
  return await change(type, call, view, {
    attributes: (current) => applyPatch(type, current, rest, dialect, id),
    members,
  });
}

/** All operations together may name as many members as one of them may: each is looked up. */
function requireFewMembers(type: ResourceType, instructions: readonly MemberInstruction[]): void {
  const definition = type.attributes.top.get('members')?.definition;
  const counts = instructions.map((each) => {
    if ('members' in each) return each.members.length;
    return each.op === 'remove' ? each.ids.length : 0;
  });
  const count = counts.reduce((sum, some) => sum + some, 0);
  if (definition) requireCount(definition, count, definition.name);
}

/** Members of a group that is shown though nobody asked. */
const FEW = 100;

interface View {
  readonly projection: Projection;
  /** Members with which a group is still shown; 0: it is not, whoever is in it. */
  readonly atMost?: number;
}

/** Changes the resource and shows it as it is then. */
async function change(
  type: ResourceType,
  call: ScimCall,
  { projection, atMost }: View,
  edit: Edit,
): Promise<Response> {
  const { ports, mandate } = call.context;
  const id = call.params['id'] ?? '';
  const page = atMost === undefined ? {} : { limit: atMost };
  const relate = () => relationsOf(type, call, id, projection, page);
  // A change of a user leaves its groups alone, so they are read beside it.
  const beside = type.name === 'User' && isId(id) ? relate() : undefined;
  beside?.catch(() => undefined);
  const precondition = preconditionOf(call.request);
  const record = await updateResource(ports, mandate, type, id, { ...edit, ...precondition });
  const silent = () => scimResponse(204, undefined, identifying(type, call, record));
  if (atMost === 0) return silent();
  const relations = await (beside ?? relate());
  if (atMost !== undefined && relations.moreAfter !== undefined) return silent();
  return scimResponse(200, represented(type, call, record, relations, projection), {
    ...identifying(type, call, record),
    ...linkToMore(type, call, relations),
  });
}

/**
 * The headers that say what `meta` of the representation says: Content-Location by RFC 7643 section 3.1, Location as
 * in the examples of RFC 7644.
 */
function identifying(type: ResourceType, { context }: ScimCall, { id, version }: ResourceRecord) {
  const location = locationOf(type, context.baseUrl, id);
  return { etag: entityTag(version), location, 'content-location': location };
}

async function remove(type: ResourceType, call: ScimCall): Promise<Response> {
  const { ports, mandate } = call.context;
  const { precondition } = preconditionOf(call.request);
  await deleteResource(ports, mandate, type, call.params['id'] ?? '', precondition);
  return scimResponse(204, undefined);
}
