import type { KeptState } from '#shared/identity/lifecycle-state.ts';
import type { AnnouncedDates, PlannedDates } from '#shared/identity/planned-dates.ts';
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
  /** Of a user who is staged or suspended, or deactivated over a suspension; never beside `active: true`. */
  readonly state?: KeptState;
  /** When a user came to the state that they are in (ISO 8601); absent of who was never moved. */
  readonly movedAt?: string;
  /** When a user last became active again (ISO 8601), whatever they are now; absent of who never did. */
  readonly letInAt?: string;
  /** When a directory said that a user may not come in (ISO 8601), whom nobody brought back since. */
  readonly letGoAt?: string;
  /** Id of a journal that must be rolled forward before anything else happens to the resource. */
  readonly journal?: string;
  /** Names the one request that created it, which may be sent again; absent where something else is unique. */
  readonly origin?: string;
  // What follows is of users alone, shows in no representation, and is absent when there is nothing of it.
  /** When the user is to join and to leave. */
  readonly planned?: PlannedDates;
  readonly announced?: AnnouncedDates;
  /** Who the user is at identity providers. */
  readonly links?: readonly Link[];
  /** Roles that were assigned, beside those that rules give. */
  readonly roles?: readonly AssignedRole[];
  /** The connections whose sign-ins wrote attributes, by the names of these; all others are the directories' and administrators'. */
  readonly owners?: Readonly<Record<string, string>>;
  /** Names of attributes that a directory or an administrator took away: theirs, though nothing is there. */
  readonly cleared?: readonly string[];
  /** Where a sign-in said something else than a directory or an administrator. */
  readonly drift?: readonly Drift[];
  /** No directory ever wrote the user. */
  readonly unmanaged?: true;
  /** Whoever signs in with a verified address of the user is the user, until then. */
  readonly invitedUntil?: string;
}

/** A way to sign in. The pair of issuer and subject is one person's in the whole realm. */
export interface Link {
  readonly connectionId: string;
  readonly issuer: string;
  readonly subject: string;
  /** Of the last sign-in that said any, in order; absent: none ever did. */
  readonly groups?: readonly string[];
  readonly linkedAt: string;
}

export interface AssignedRole {
  readonly role: string;
  readonly source: 'connection' | 'admin' | 'rule';
  /** Id of the connection, administrator or rule. */
  readonly by: string;
  readonly at: string;
}

/** An attribute of which a connection says something else; what it says is not kept. */
export interface Drift {
  /** Of the core bare, of an extension as `URN:name`. */
  readonly attribute: string;
  readonly connectionId: string;
  readonly since: string;
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

/** The name that a user is known by; empty where something else than a text is kept for it. */
export function userNameOf({ attributes }: ResourceRecord): string {
  const name = attributes['userName'];
  return typeof name === 'string' ? name : '';
}

/** The attributes as one directory sees them: with the externalId that is its own. */
export function attributesFor(record: ResourceRecord, directoryId: string): JsonObject {
  const externalId = record.externalIds[directoryId];
  if (externalId === undefined) return record.attributes;
  return Object.assign(newObject(), { externalId }, record.attributes);
}
