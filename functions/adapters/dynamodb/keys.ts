import { createHash } from 'node:crypto';
import type { IndexEntry } from '#shared/identity/index-entries.ts';
import type { Scope } from '#shared/identity/scope.ts';
import type { SessionName } from '#shared/sessions/account-id.ts';
import type { ConnectionName } from '#shared/sign-in/connection.ts';
import type { ClientName } from '#shared/tenancy/oauth-client.ts';
import type { DirectoryName } from '#shared/tenancy/rate-limit.ts';

/** The only place where keys are spelled. Values that a client chose enter them as a hash alone. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

const tenant = (tenantId: string) => `T#${tenantId}`;

/** What is unique, listed and counted together: a tenant's people, or those of one directory of its own. */
const realm = ({ tenantId, directoryId, visibility }: Scope) =>
  visibility === 'own' ? `${tenant(tenantId)}#D#${directoryId}` : tenant(tenantId);

const hash = (value: string) => createHash('sha256').update(value).digest('base64url');

/** No name that a tenant gives to a type can be read as anything else. */
const kind = (type: string) => {
  const name = type.toUpperCase();
  return name === 'USER' || name === 'GROUP' ? name : `TYPE#${name}`;
};

const place = (sequence: number) => String(sequence).padStart(16, '0');

const webhook = (tenantId: string, id: string) => `${tenant(tenantId)}#WEBHOOK#${id}`;

/** Sorts behind every id. */
const NESTED = '~';

export const COUNTER_SHARDS = 8;
export const FEED_SHARDS = 4;
/** Partitions of the due index among which deliveries to webhooks are spread. */
export const DUE_SHARDS = 4;

export const keys = {
  tenant: (tenantId: string): Key => ({ pk: tenant(tenantId), sk: 'TENANT' }),
  tenants: 'TENANTS',
  directory: (tenantId: string, id: string): Key => ({ pk: tenant(tenantId), sk: `DIR#${id}` }),
  directories: (tenantId: string) => ({ pk: tenant(tenantId), prefix: 'DIR#' }),
  cursorSecret: (tenantId: string): Key => ({ pk: tenant(tenantId), sk: 'CURSORS' }),
  /** Names the version in force of what a tenant declares. */
  declarations: (tenantId: string): Key => ({ pk: tenant(tenantId), sk: 'SCHEMAS' }),
  declaredVersion: (tenantId: string, version: number): Key => ({
    pk: tenant(tenantId),
    sk: `SCHEMAS#${String(version).padStart(8, '0')}`,
  }),
  lifecycleRules: (tenantId: string): Key => ({ pk: tenant(tenantId), sk: 'RULES' }),
  roleRules: (tenantId: string): Key => ({ pk: tenant(tenantId), sk: 'ROLES' }),
  /** Spelled as DNS does, so that nothing in it can be read as anything else. */
  domain: (tenantId: string, name: string): Key => ({ pk: tenant(tenantId), sk: `DOMAIN#${name}` }),
  domains: (tenantId: string) => ({ pk: tenant(tenantId), prefix: 'DOMAIN#' }),
  /** Of all tenants, the one that has proven the domain. */
  domainGuard: (name: string): Key => ({ pk: `DOMAIN#${hash(name)}`, sk: 'GUARD' }),
  /** Partition of the due index in which verified domains wait to be looked at again, by time. */
  dueDomains: 'DUE#DOMAIN',
  client: ({ tenantId, directoryId, id }: ClientName): Key => ({
    pk: tenant(tenantId),
    sk: `CLIENT#${directoryId}#${id}`,
  }),
  clients: (tenantId: string, directoryId: string) => ({
    pk: tenant(tenantId),
    prefix: `CLIENT#${directoryId}#`,
  }),
  permits: ({ tenantId, directoryId }: DirectoryName): Key => ({
    pk: `${tenant(tenantId)}#D#${directoryId}#PERMITS`,
    sk: 'PERMITS',
  }),
  /** Who left by a directory of late, and whether others may. */
  brake: ({ tenantId, directoryId }: DirectoryName): Key => ({
    pk: `${tenant(tenantId)}#D#${directoryId}#BRAKE`,
    sk: 'BRAKE',
  }),
  token: (id: string): Key => ({ pk: `CRED#${id}`, sk: 'CRED' }),

  resource: (scope: Scope, type: string, id: string): Key => ({
    pk: `${realm(scope)}#${kind(type)}#${id}`,
    sk: kind(type),
  }),
  collection: (scope: Scope, type: string) => `${realm(scope)}#${kind(type)}S`,
  counter: (scope: Scope, type: string, shard: number): Key => ({
    pk: `${realm(scope)}#COUNT#${kind(type)}S`,
    sk: String(shard),
  }),
  place: (scope: Scope, type: string, place: number): Key => ({
    pk: `${realm(scope)}#PLACE#${kind(type)}S`,
    sk: String(place),
  }),
  /** A unique value has one row at its key, another one a row for each resource that has it. */
  indexEntry: (scope: Scope, entry: IndexEntry, id: string): Key => ({
    pk: keys.indexPartition(scope, entry),
    sk: entry.unique ? 'GUARD' : id,
  }),
  indexPartition: (scope: Scope, { type, attribute, value, directoryId }: IndexEntry) =>
    `${realm(scope)}${directoryId === undefined ? '' : `#DIR#${directoryId}`}#${kind(type)}#${attribute}#${hash(value)}`,

  member: (scope: Scope, groupId: string, memberId: string): Key => ({
    pk: keys.resource(scope, 'Group', groupId).pk,
    sk: `MEMBER#${memberId}`,
  }),
  members: (scope: Scope, groupId: string) => ({
    pk: keys.resource(scope, 'Group', groupId).pk,
    prefix: 'MEMBER#',
  }),
  membersAfter: (scope: Scope, groupId: string, memberId: string) => ({
    pk: keys.resource(scope, 'Group', groupId).pk,
    between: [`MEMBER#${memberId}#`, `MEMBER#${NESTED}`] as const,
  }),
  /** Sorted by member, so that one Query shows the groups of everybody on a page. */
  memberships: (scope: Scope) => `${realm(scope)}#MEMBERS`,
  membership: (userId: string, groupId: string) => `${userId}#${groupId}`,
  /** Behind all users, so that one Query finds every group in a group. */
  nesting: (memberId: string, groupId: string) => `${NESTED}${memberId}#${groupId}`,
  nestings: NESTED,

  outbox: (scope: Scope, type: string, resourceId: string, id: string): Key =>
    keys.outboxAt(keys.resource(scope, type, resourceId).pk, id),
  /** In the partition of its subject. */
  outboxAt: (pk: string, id: string): Key => ({ pk, sk: `EVENT#${id}` }),
  /** Sort keys of all outbox records of a subject, or of those up to one of them. */
  outboxBefore: (id = '~') => ['EVENT#', `EVENT#${id}`] as const,
  /** The order of publication; its places are padded, so that they sort as numbers. */
  publication: (tenantId: string, sequence: number): Key => ({
    pk: `${tenant(tenantId)}#PUBLISHED`,
    sk: place(sequence),
  }),
  publicationsBetween: (first: number, last: number) => [place(first), place(last)] as const,
  /** Where the tenant's log began last; sorts behind every place. */
  publicationOrigin: (tenantId: string): Key => ({
    pk: `${tenant(tenantId)}#PUBLISHED`,
    sk: 'ORIGIN',
  }),
  /** How far the reconciler has compared the outbox with that log. */
  reconciled: (tenantId: string): Key => ({
    pk: `${tenant(tenantId)}#PUBLISHED`,
    sk: 'RECONCILED',
  }),
  feed: (tenantId: string, shard: number) => `${tenant(tenantId)}#FEED#${shard}`,
  journal: (scope: Scope, type: string, resourceId: string, id: string): Key => ({
    pk: keys.resource(scope, type, resourceId).pk,
    sk: `JOURNAL#${id}`,
  }),
  slice: (scope: Scope, groupId: string, journalId: string, number: number): Key => ({
    pk: keys.resource(scope, 'Group', groupId).pk,
    sk: `SLICE#${journalId}#${String(number).padStart(5, '0')}`,
  }),
  slices: (scope: Scope, groupId: string, journalId: string) => ({
    pk: keys.resource(scope, 'Group', groupId).pk,
    prefix: `SLICE#${journalId}#`,
  }),
  /** An asynchronous request; its body and its result lie beside it, in parts. */
  asyncRequest: (tenantId: string, directoryId: string, txn: string): Key => ({
    pk: `${tenant(tenantId)}#D#${directoryId}#ASYNC#${txn}`,
    sk: 'REQUEST',
  }),

  /** Partition of the due index in which unsettled journals wait, by due time. */
  dueJournals: 'DUE#JOURNAL',
  /** The same for users who are to join or to leave. */
  duePlanned: 'DUE#PLANNED',

  /** When somebody was last seen, in the partition of the user. */
  activity: (scope: Scope, userId: string): Key => ({
    pk: keys.resource(scope, 'User', userId).pk,
    sk: 'ACTIVITY',
  }),
  /** When anybody of a tenant was. */
  activityFeed: (tenantId: string): Key => ({ pk: tenant(tenantId), sk: 'ACTIVITY' }),

  connection: ({ tenantId, id }: ConnectionName): Key => ({
    pk: tenant(tenantId),
    sk: `CONN#${id}`,
  }),
  connections: (tenantId: string) => ({ pk: tenant(tenantId), prefix: 'CONN#' }),
  lastClaims: ({ tenantId, id }: ConnectionName): Key => ({
    pk: tenant(tenantId),
    sk: `CLAIMS#${id}`,
  }),
  /** Somebody on their way to an identity provider and back, by what the provider is to give back. */
  signInAttempt: (tenantId: string, stateHash: string): Key => ({
    pk: `${tenant(tenantId)}#ATTEMPT#${stateHash}`,
    sk: 'ATTEMPT',
  }),

  /** Names the version in force of a tenant's lifecycle policy. */
  policy: (tenantId: string): Key => ({ pk: tenant(tenantId), sk: 'LIFECYCLE' }),
  policyVersion: (tenantId: string, version: number): Key => ({
    pk: tenant(tenantId),
    sk: `LIFECYCLE#${String(version).padStart(8, '0')}`,
  }),
  /** What all sweeps of a tenant share. */
  sweep: (tenantId: string): Key => ({ pk: tenant(tenantId), sk: 'SWEEP' }),
  planPart: (tenantId: string, runId: string, number: number): Key => ({
    pk: `${tenant(tenantId)}#PLAN#${runId}`,
    sk: `PART#${String(number).padStart(6, '0')}`,
  }),
  /** How far the policy has come with a user, and who a deleted one was; in the partition of the user. */
  progress: (scope: Scope, userId: string): Key => ({
    pk: keys.resource(scope, 'User', userId).pk,
    sk: 'LIFECYCLE',
  }),
  tombstone: (scope: Scope, userId: string): Key => ({
    pk: keys.resource(scope, 'User', userId).pk,
    sk: 'TOMBSTONE',
  }),
  /** Partition of the due index in which a tenant's people wait to be looked at, by day. */
  dueLifecycle: (tenantId: string, shard: number) => `DUE#LIFECYCLE#${tenantId}#${shard}`,
  dueOn: (day: number, userId: string) => `${String(day).padStart(8, '0')}#${userId}`,

  webhook: (tenantId: string, id: string): Key => ({ pk: tenant(tenantId), sk: `WEBHOOK#${id}` }),
  webhooks: (tenantId: string) => ({ pk: tenant(tenantId), prefix: 'WEBHOOK#' }),
  webhookGate: (tenantId: string, id: string): Key => ({
    pk: webhook(tenantId, id),
    sk: 'GATE',
  }),
  /** Ids of events are sorted by time. */
  delivery: (tenantId: string, webhookId: string, eventId: string): Key => ({
    pk: webhook(tenantId, webhookId),
    sk: `DELIVERY#${eventId}`,
  }),
  /** Which event waits for a delivery. */
  waiting: (tenantId: string, webhookId: string, eventId: string): Key => ({
    pk: webhook(tenantId, webhookId),
    sk: `WAITING#${eventId}`,
  }),
  /** In the partition of its user. */
  session: ({ scope, userId, id }: SessionName): Key => ({
    pk: keys.resource(scope, 'User', userId).pk,
    sk: `SESSION#${id}`,
  }),
  /** Sessions that came of one at an identity provider, by what it calls it. */
  upstream: (tenantId: string, issuer: string, sid: string, sessionId: string): Key => ({
    pk: `${tenant(tenantId)}#UPSTREAM#${hash(JSON.stringify([issuer, sid]))}`,
    sk: sessionId,
  }),
  /** That something that an identity provider told us was acted upon. */
  signal: (tenantId: string, connectionId: string, jti: string): Key => ({
    pk: `${tenant(tenantId)}#SIGNAL#${connectionId}#${hash(jti)}`,
    sk: 'SIGNAL',
  }),
  /** That an app got something from a session; in the partition of its user, too. */
  granted: ({ scope, userId, id }: SessionName, appId: string): Key => ({
    pk: keys.resource(scope, 'User', userId).pk,
    sk: `GRANTED#${id}#${appId}`,
  }),
  /** What apps got from a user's sessions, from the first of these to the last. */
  grants: (scope: Scope, userId: string, first: string, last: string) => ({
    pk: keys.resource(scope, 'User', userId).pk,
    between: [`GRANTED#${first}#`, `GRANTED#${last}#~`] as const,
  }),
  /** What became of an end of access; stays when the user is deleted. */
  receipt: (scope: Scope, userId: string, id: string): Key => ({
    pk: keys.resource(scope, 'User', userId).pk,
    sk: `RECEIPT#${id}`,
  }),
  /** What no longer counts, by time; `id` is that of the user or of the session. */
  revocation: (tenantId: string, at: string, id: string): Key => ({
    pk: `${tenant(tenantId)}#REVOKED`,
    sk: `${at}#${id}`,
  }),
  app: (tenantId: string, id: string): Key => ({ pk: tenant(tenantId), sk: `APP#${id}` }),
  apps: (tenantId: string) => ({ pk: tenant(tenantId), prefix: 'APP#' }),
  /** What the OpenID provider keeps: its ids are what browsers and apps show, so a hash stands for them. */
  artefact: (tenantId: string, kind: string, id: string): Key => ({
    pk: `${tenant(tenantId)}#OIDC#${kind}#${hash(id)}`,
    sk: 'ARTEFACT',
  }),

  /** Partition of the due index in which deliveries wait to be looked after, by time. */
  dueDeliveries: (shard: number) => `DUE#WEBHOOK#${shard}`,
} as const;
