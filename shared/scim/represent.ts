import { type JsonObject, newObject } from '#shared/kernel/json.ts';
import type { Member } from '#shared/scim/member.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';

/** A group that a user is in. */
interface GroupReference {
  readonly value: string;
  readonly display?: string;
  readonly type: 'direct' | 'indirect';
}

/** What is known about a resource, apart from its type. */
export interface Represented {
  readonly id: string;
  /** As readResource and applyPatch return them. */
  readonly attributes: JsonObject;
  readonly version: number;
  /** ISO 8601. */
  readonly created: string;
  /** ISO 8601. */
  readonly lastModified: string;
  /** SCIM root without a trailing slash: `https://host/scim/v2`. */
  readonly baseUrl: string;
  readonly groups?: readonly GroupReference[];
  readonly members?: readonly Member[];
}

/**
 * The full representation of a resource (RFC 7643 section 3), which filters look at and projections
 * take from. It shares the attributes; nobody may write to it.
 */
export function represent(type: ResourceType, resource: Represented): JsonObject {
  const { id, attributes, baseUrl, groups, members } = resource;
  const representation = newObject();
  representation['schemas'] = schemasOf(type, attributes);
  representation['id'] = id;
  Object.assign(representation, knownOf(type, attributes));
  if (groups && groups.length > 0) {
    representation['groups'] = groups.map((group) => renderGroup(group, baseUrl));
  }
  if (members && members.length > 0) {
    representation['members'] = members.map((member) => renderMember(member, baseUrl));
  }
  representation['meta'] = Object.assign(newObject(), {
    resourceType: type.name,
    created: resource.created,
    lastModified: resource.lastModified,
    location: locationOf(type, baseUrl, id),
    version: entityTag(resource.version),
  });
  return representation;
}

/** Without extensions that were taken from the type while somebody still wrote by them. */
function knownOf({ attributes: { extensions } }: ResourceType, attributes: JsonObject): JsonObject {
  const isStray = (name: string) => name.startsWith('urn:') && !extensions.has(name.toLowerCase());
  const names = Object.keys(attributes);
  if (!names.some(isStray)) return attributes;
  const known = newObject();
  for (const name of names) if (!isStray(name)) known[name] = attributes[name] ?? null;
  return known;
}

/** `W/"3"` for version 3: the ETag and `meta.version`, weak as RFC 7644 section 3.14 wants it. */
export function entityTag(version: number): string {
  return `W/"${version}"`;
}

/** `https://host/scim/v2/Users/id`: the Location header and `meta.location`. */
export function locationOf(type: ResourceType, baseUrl: string, id: string): string {
  return `${baseUrl}${type.endpoint}/${encodeURIComponent(id)}`;
}

function schemasOf({ schema, extensions }: ResourceType, attributes: JsonObject): string[] {
  const urns = [schema.id];
  for (const extension of extensions) {
    if (attributes[extension.schema.id] !== undefined) urns.push(extension.schema.id);
  }
  return urns;
}

function renderGroup({ value, display, type }: GroupReference, baseUrl: string): JsonObject {
  const group = newObject();
  group['value'] = value;
  group['$ref'] = `${baseUrl}/Groups/${encodeURIComponent(value)}`;
  if (display !== undefined) group['display'] = display;
  group['type'] = type;
  return group;
}

function renderMember({ value, type, display }: Member, baseUrl: string): JsonObject {
  const member = newObject();
  member['value'] = value;
  if (type !== undefined) member['$ref'] = `${baseUrl}/${type}s/${encodeURIComponent(value)}`;
  if (display !== undefined) member['display'] = display;
  if (type !== undefined) member['type'] = type;
  return member;
}
