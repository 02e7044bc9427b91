import { clipText } from '#shared/kernel/clip-text.ts';
import { type JsonObject, newObject } from '#shared/kernel/json.ts';

/** A user, a group or a resource of a tenant's own type, as it is kept. */
export interface ResourceRecord {
  /** Name of the SCIM resource type, such as `User`. */
  readonly type: string;
  readonly id: string;
  /** 1 at creation, +1 with every change. */
  readonly version: number;
  readonly created: string;
  readonly lastModified: string;
  /** Canonical SCIM attributes without id, meta, schemas, externalId, members and groups. */
  readonly attributes: JsonObject;
  /** What each directory calls the resource, by directory id. */
  readonly externalIds: Readonly<Record<string, string>>;
  /** Grows whenever everything minted for a user so far must cease to exist. */
  readonly epoch: number;
  /** Id of a journal that must be rolled forward before anything else happens to the resource. */
  readonly journal?: string;
  /** Names the one request that created it, which may be sent again; absent where something else is unique. */
  readonly origin?: string;
}

/** A membership as the group sees it. */
export interface Member {
  readonly id: string;
  readonly type: 'User' | 'Group';
  readonly display?: string;
}

/** A membership as the member sees it. */
export interface MemberOf {
  readonly groupId: string;
  readonly groupName: string;
}

/** A membership of a group in a group. */
export interface Nesting extends MemberOf {
  readonly memberId: string;
}

/** Longest name of a group that goes with each of its memberships, in code units. */
const MAX_LABEL = 256;

/** The name of a group as its memberships and their events bear it. */
export function groupLabel({ attributes }: ResourceRecord): string {
  const name = attributes['displayName'];
  return typeof name === 'string' ? clipText(name, MAX_LABEL) : '';
}

/** The attributes as one directory sees them: with the externalId that is its own. */
export function attributesFor(record: ResourceRecord, directoryId: string): JsonObject {
  const externalId = record.externalIds[directoryId];
  if (externalId === undefined) return record.attributes;
  return Object.assign(newObject(), { externalId }, record.attributes);
}
