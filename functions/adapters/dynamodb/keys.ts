import { createHash } from 'node:crypto';
import type { IndexEntry } from '#shared/identity/index-entries.ts';
import type { Scope } from '#shared/identity/scope.ts';
import type { SessionName } from '#shared/sessions/account-id.ts';
import type { ConnectionName } from '#shared/sign-in/connection.ts';
import type { ClientName } from '#shared/tenancy/oauth-client.ts';
import type { DirectoryName } from '#shared/tenancy/rate-limit.ts';

// The only place where keys are spelled. Values that a client chose enter them as a hash alone.

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

const ofTenant = (tenantId: string) => `T#${tenantId}`;

/** What is unique, listed and counted together: a tenant's people, or those of one directory of its own. */
const realm = ({ tenantId, directoryId, visibility }: Scope) =>
  visibility === 'own' ? `${ofTenant(tenantId)}#D#${directoryId}` : ofTenant(tenantId);

const hash = (value: string) => createHash('sha256').update(value).digest('base64url');

/** No name that a tenant gives to a type can be read as anything else. */
const kind = (type: string) => {
  const name = type.toUpperCase();
  return name === 'USER' || name === 'GROUP' ? name : `TYPE#${name}`;
};

const padded = (sequence: number) => String(sequence).padStart(16, '0');

const webhookPartition = (tenantId: string, id: string) => `${ofTenant(tenantId)}#WEBHOOK#${id}`;

const inTenant = (tenantId: string, sk: string): Key => ({ pk: ofTenant(tenantId), sk });

/** In the partition of a user, whether they are there still or not. */
const besideUser = (scope: Scope, userId: string, sk: string): Key => ({
  pk: resource(scope, 'User', userId).pk,
  sk,
});

/** Sorts behind every id. */
const NESTED = '~';

export const COUNTER_SHARDS = 8;
export const FEED_SHARDS = 4;
/** Partitions of the due index among which deliveries to webhooks are spread. */
export const DUE_SHARDS = 4;

export const tenant = (tenantId: string) => inTenant(tenantId, 'TENANT');
export const tenants = 'TENANTS';
export const directory = (tenantId: string, id: string) => inTenant(tenantId, `DIR#${id}`);
export const directories = (tenantId: string) => ({ pk: ofTenant(tenantId), prefix: 'DIR#' });
export const cursorSecret = (tenantId: string) => inTenant(tenantId, 'CURSORS');
/** Names the version in force of what a tenant declares. */
export const declarations = (tenantId: string) => inTenant(tenantId, 'SCHEMAS');
export const declaredVersion = (tenantId: string, version: number) =>
  inTenant(tenantId, `SCHEMAS#${String(version).padStart(8, '0')}`);
export const lifecycleRules = (tenantId: string) => inTenant(tenantId, 'RULES');
export const roleRules = (tenantId: string) => inTenant(tenantId, 'ROLES');
/** Spelled as DNS does, so that nothing in it can be read as anything else. */
export const domain = (tenantId: string, name: string) => inTenant(tenantId, `DOMAIN#${name}`);
export const domains = (tenantId: string) => ({ pk: ofTenant(tenantId), prefix: 'DOMAIN#' });
/** Of all tenants, the one that has proven the domain. */
export const domainGuard = (name: string): Key => ({ pk: `DOMAIN#${hash(name)}`, sk: 'GUARD' });
/** Partition of the due index in which verified domains wait to be looked at again, by time. */
export const dueDomains = 'DUE#DOMAIN';
export const client = ({ tenantId, directoryId, id }: ClientName) =>
  inTenant(tenantId, `CLIENT#${directoryId}#${id}`);
export const clients = (tenantId: string, directoryId: string) => ({
  pk: ofTenant(tenantId),
  prefix: `CLIENT#${directoryId}#`,
});
export const permits = ({ tenantId, directoryId }: DirectoryName): Key => ({
  pk: `${ofTenant(tenantId)}#D#${directoryId}#PERMITS`,
  sk: 'PERMITS',
});
/** Who left by a directory of late, and whether others may. */
export const brake = ({ tenantId, directoryId }: DirectoryName): Key => ({
  pk: `${ofTenant(tenantId)}#D#${directoryId}#BRAKE`,
  sk: 'BRAKE',
});
export const token = (id: string): Key => ({ pk: `CRED#${id}`, sk: 'CRED' });

export const resource = (scope: Scope, type: string, id: string): Key => ({
  pk: `${realm(scope)}#${kind(type)}#${id}`,
  sk: kind(type),
});
export const collection = (scope: Scope, type: string) => `${realm(scope)}#${kind(type)}S`;
export const counter = (scope: Scope, type: string, shard: number): Key => ({
  pk: `${realm(scope)}#COUNT#${kind(type)}S`,
  sk: String(shard),
});
export const place = (scope: Scope, type: string, place: number): Key => ({
  pk: `${realm(scope)}#PLACE#${kind(type)}S`,
  sk: String(place),
});
/** A unique value has one row at its key, another one a row for each resource that has it. */
export const indexEntry = (scope: Scope, entry: IndexEntry, id: string): Key => ({
  pk: indexPartition(scope, entry),
  sk: entry.unique ? 'GUARD' : id,
});
export const indexPartition = (scope: Scope, { type, attribute, value, directoryId }: IndexEntry) =>
  `${realm(scope)}${directoryId === undefined ? '' : `#DIR#${directoryId}`}#${kind(type)}#${attribute}#${hash(value)}`;

export const member = (scope: Scope, groupId: string, memberId: string): Key => ({
  pk: resource(scope, 'Group', groupId).pk,
  sk: `MEMBER#${memberId}`,
});
export const members = (scope: Scope, groupId: string) => ({
  pk: resource(scope, 'Group', groupId).pk,
  prefix: 'MEMBER#',
});
export const membersAfter = (scope: Scope, groupId: string, memberId: string) => ({
  pk: resource(scope, 'Group', groupId).pk,
  between: [`MEMBER#${memberId}#`, `MEMBER#${NESTED}`] as const,
});
/** Sorted by member, so that one Query shows the groups of everybody on a page. */
export const memberships = (scope: Scope) => `${realm(scope)}#MEMBERS`;
export const membership = (userId: string, groupId: string) => `${userId}#${groupId}`;
/** Behind all users, so that one Query finds every group in a group. */
export const nesting = (memberId: string, groupId: string) => `${NESTED}${memberId}#${groupId}`;
export const nestings = NESTED;

export const outbox = (scope: Scope, type: string, resourceId: string, id: string): Key =>
  outboxAt(resource(scope, type, resourceId).pk, id);
/** In the partition of its subject. */
export const outboxAt = (pk: string, id: string): Key => ({ pk, sk: `EVENT#${id}` });
/** Sort keys of all outbox records of a subject, or of those up to one of them. */
export const outboxBefore = (id = '~') => ['EVENT#', `EVENT#${id}`] as const;
/** The order of publication; its places are padded, so that they sort as numbers. */
export const publication = (tenantId: string, sequence: number): Key => ({
  pk: `${ofTenant(tenantId)}#PUBLISHED`,
  sk: padded(sequence),
});
export const publicationsBetween = (first: number, last: number) =>
  [padded(first), padded(last)] as const;
/** Where the tenant's log began last; sorts behind every place. */
export const publicationOrigin = (tenantId: string): Key => ({
  pk: `${ofTenant(tenantId)}#PUBLISHED`,
  sk: 'ORIGIN',
});
/** How far the reconciler has compared the outbox with that log. */
export const reconciled = (tenantId: string): Key => ({
  pk: `${ofTenant(tenantId)}#PUBLISHED`,
  sk: 'RECONCILED',
});
export const feed = (tenantId: string, shard: number) => `${ofTenant(tenantId)}#FEED#${shard}`;
export const journal = (scope: Scope, type: string, resourceId: string, id: string): Key => ({
  pk: resource(scope, type, resourceId).pk,
  sk: `JOURNAL#${id}`,
});
export const slice = (scope: Scope, groupId: string, journalId: string, number: number): Key => ({
  pk: resource(scope, 'Group', groupId).pk,
  sk: `SLICE#${journalId}#${String(number).padStart(5, '0')}`,
});
export const slices = (scope: Scope, groupId: string, journalId: string) => ({
  pk: resource(scope, 'Group', groupId).pk,
  prefix: `SLICE#${journalId}#`,
});
/** An asynchronous request; its body and its result lie beside it, in parts. */
export const asyncRequest = (tenantId: string, directoryId: string, txn: string): Key => ({
  pk: `${ofTenant(tenantId)}#D#${directoryId}#ASYNC#${txn}`,
  sk: 'REQUEST',
});

/** Partition of the due index in which unsettled journals wait, by due time. */
export const dueJournals = 'DUE#JOURNAL';
/** The same for users who are to join or to leave. */
export const duePlanned = 'DUE#PLANNED';

/** When somebody was last seen, in the partition of the user. */
export const activity = (scope: Scope, userId: string) => besideUser(scope, userId, 'ACTIVITY');
/** When anybody of a tenant was. */
export const activityFeed = (tenantId: string) => inTenant(tenantId, 'ACTIVITY');

export const connection = ({ tenantId, id }: ConnectionName) => inTenant(tenantId, `CONN#${id}`);
export const connections = (tenantId: string) => ({ pk: ofTenant(tenantId), prefix: 'CONN#' });
export const lastClaims = ({ tenantId, id }: ConnectionName) => inTenant(tenantId, `CLAIMS#${id}`);
/** Somebody on their way to an identity provider and back, by what the provider is to give back. */
export const signInAttempt = (tenantId: string, stateHash: string): Key => ({
  pk: `${ofTenant(tenantId)}#ATTEMPT#${stateHash}`,
  sk: 'ATTEMPT',
});

/** Names the version in force of a tenant's lifecycle policy. */
export const policy = (tenantId: string) => inTenant(tenantId, 'LIFECYCLE');
export const policyVersion = (tenantId: string, version: number) =>
  inTenant(tenantId, `LIFECYCLE#${String(version).padStart(8, '0')}`);
/** What all sweeps of a tenant share. */
export const sweep = (tenantId: string) => inTenant(tenantId, 'SWEEP');
export const planPart = (tenantId: string, runId: string, number: number): Key => ({
  pk: `${ofTenant(tenantId)}#PLAN#${runId}`,
  sk: `PART#${String(number).padStart(6, '0')}`,
});
/** How far the policy has come with a user, and who a deleted one was; in the partition of the user. */
export const progress = (scope: Scope, userId: string) => besideUser(scope, userId, 'LIFECYCLE');
export const tombstone = (scope: Scope, userId: string) => besideUser(scope, userId, 'TOMBSTONE');
/** Partition of the due index in which a tenant's people wait to be looked at, by day. */
export const dueLifecycle = (tenantId: string, shard: number) =>
  `DUE#LIFECYCLE#${tenantId}#${shard}`;
export const dueOn = (day: number, userId: string) => `${String(day).padStart(8, '0')}#${userId}`;

export const webhook = (tenantId: string, id: string) => inTenant(tenantId, `WEBHOOK#${id}`);
export const webhooks = (tenantId: string) => ({ pk: ofTenant(tenantId), prefix: 'WEBHOOK#' });
export const webhookGate = (tenantId: string, id: string): Key => ({
  pk: webhookPartition(tenantId, id),
  sk: 'GATE',
});
/** Ids of events are sorted by time. */
export const delivery = (tenantId: string, webhookId: string, eventId: string): Key => ({
  pk: webhookPartition(tenantId, webhookId),
  sk: `DELIVERY#${eventId}`,
});
/** Which event waits for a delivery. */
export const waiting = (tenantId: string, webhookId: string, eventId: string): Key => ({
  pk: webhookPartition(tenantId, webhookId),
  sk: `WAITING#${eventId}`,
});
/** In the partition of its user. */
export const session = ({ scope, userId, id }: SessionName) =>
  besideUser(scope, userId, `SESSION#${id}`);
/** Sessions that came of one at an identity provider, by what it calls it. */
export const upstream = (
  tenantId: string,
  issuer: string,
  sid: string,
  sessionId: string,
): Key => ({
  pk: `${ofTenant(tenantId)}#UPSTREAM#${hash(JSON.stringify([issuer, sid]))}`,
  sk: sessionId,
});
/** That something that an identity provider told us was acted upon. */
export const signal = (tenantId: string, connectionId: string, jti: string): Key => ({
  pk: `${ofTenant(tenantId)}#SIGNAL#${connectionId}#${hash(jti)}`,
  sk: 'SIGNAL',
});
/** That an app got something from a session; in the partition of its user, too. */
export const granted = ({ scope, userId, id }: SessionName, appId: string) =>
  besideUser(scope, userId, `GRANTED#${id}#${appId}`);
/** What apps got from a user's sessions, from the first of these to the last. */
export const grants = (scope: Scope, userId: string, first: string, last: string) => ({
  pk: resource(scope, 'User', userId).pk,
  between: [`GRANTED#${first}#`, `GRANTED#${last}#~`] as const,
});
/** What became of an end of access; stays when the user is deleted. */
export const receipt = (scope: Scope, userId: string, id: string) =>
  besideUser(scope, userId, `RECEIPT#${id}`);
/** What no longer counts, by time; `id` is that of the user or of the session. */
export const revocation = (tenantId: string, at: string, id: string): Key => ({
  pk: `${ofTenant(tenantId)}#REVOKED`,
  sk: `${at}#${id}`,
});
export const app = (tenantId: string, id: string) => inTenant(tenantId, `APP#${id}`);
export const apps = (tenantId: string) => ({ pk: ofTenant(tenantId), prefix: 'APP#' });
/** What the OpenID provider keeps: its ids are what browsers and apps show, so a hash stands for them. */
export const artefact = (tenantId: string, kind: string, id: string): Key => ({
  pk: `${ofTenant(tenantId)}#OIDC#${kind}#${hash(id)}`,
  sk: 'ARTEFACT',
});

/** Partition of the due index in which deliveries wait to be looked after, by time. */
export const dueDeliveries = (shard: number) => `DUE#WEBHOOK#${shard}`;
