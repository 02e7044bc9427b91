import {
  expiry,
  type Item,
  json,
  jsonOf,
  keyItem,
  N,
  optionalString,
  S,
} from '#functions/adapters/dynamodb/attributes.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import { pageBefore } from '#functions/adapters/dynamodb/page-before.ts';
import { revocationItem } from '#functions/adapters/dynamodb/revocation-item.ts';
import type { Table, Write } from '#functions/adapters/dynamodb/table.ts';
import { put, tell } from '#functions/adapters/dynamodb/writes.ts';
import { isoTime } from '#shared/kernel/clock.ts';
import { DomainError } from '#shared/kernel/domain-error.ts';
import type { SessionName } from '#shared/sessions/account-id.ts';
import type { Session } from '#shared/sessions/session.ts';
import type { SessionStore } from '#shared/sessions/session-store.ts';

/** Seconds that a session is still listed after its time, or after its end. */
const LISTED_AFTER = 30 * 86_400;

/** Sessions on the single table, each in the partition of its user. */
export function createSessionStore(table: Table): SessionStore {
  return {
    async begin(session, outbox) {
      await table.transact([
        userHasEpoch(table.name, session),
        put(table.name, sessionItem(session)),
        ...upstreamItems(session).map((item) => put(table.name, item)),
        ...tell(table.name, session.scope, outbox),
      ]);
    },

    async renew(session, outbox) {
      const Put = {
        TableName: table.name,
        Item: sessionItem(session),
        ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(endedAt)',
      };
      return await unlessOver(
        table.transact([
          userHasEpoch(table.name, session),
          { item: { Put }, refused: () => new SessionIsOver() },
          ...upstreamItems(session).map((item) => put(table.name, item)),
          ...tell(table.name, session.scope, outbox),
        ]),
      );
    },

    async session(name) {
      const item = await table.get(keys.session(name));
      return item && sessionOf(item);
    },

    async sessionsOf(scope, userId, page) {
      const rows = await pageBefore(table, (id) => keys.session({ scope, userId, id }), page);
      return rows.map(sessionOf);
    },

    async sessionsUpstream(tenantId, issuer, sid) {
      const rows = await table.query({ pk: keys.upstream(tenantId, issuer, sid, '').pk });
      const found = await Promise.all(rows.map((row) => table.get(keys.session(nameOf(row)))));
      return found.filter((item) => item !== undefined).map(sessionOf);
    },

    async end(name, at, outbox) {
      const revocation = { at: isoTime(at), sid: name.id };
      return await unlessOver(
        table.transact([
          ended(table.name, name, at),
          put(table.name, revocationItem(name.scope.tenantId, revocation)),
          ...tell(table.name, name.scope, outbox),
        ]),
      );
    },
  };
}

class SessionIsOver extends Error {}

/** Whether it was written: not when the session was over. */
async function unlessOver(writing: Promise<void>): Promise<boolean> {
  try {
    await writing;
    return true;
  } catch (error) {
    if (error instanceof SessionIsOver) return false;
    throw error;
  }
}

function userHasEpoch(TableName: string, { scope, userId, epoch }: Session): Write {
  return {
    item: {
      ConditionCheck: {
        TableName,
        Key: keyItem(keys.resource(scope, 'User', userId)),
        ConditionExpression: 'epoch = :epoch',
        ExpressionAttributeValues: { ':epoch': N(epoch) },
      },
    },
    refused: () =>
      new DomainError(
        'conflict',
        'This person was signed out meanwhile, or is not there any more.',
      ),
  };
}

/** @param at Milliseconds. */
function ended(TableName: string, name: SessionName, at: number): Write {
  return {
    item: {
      Update: {
        TableName,
        Key: keyItem(keys.session(name)),
        UpdateExpression: 'SET endedAt = :at, expiresAt = :forgotten',
        ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(endedAt)',
        ExpressionAttributeValues: {
          ':at': S(isoTime(at)),
          ':forgotten': expiry(at, LISTED_AFTER),
        },
      },
    },
    refused: () => new SessionIsOver(),
  };
}

function sessionItem(session: Session): Item {
  return {
    ...keyItem(keys.session(session)),
    session: json(session),
    expiresAt: expiry(Date.parse(session.endsAt), LISTED_AFTER),
  };
}

/** By what the identity provider calls its own session, should it say that that is over. */
function upstreamItems({ scope, userId, id, issuer, upstreamSid, endsAt }: Session): Item[] {
  if (upstreamSid === undefined) return [];
  return [
    {
      ...keyItem(keys.upstream(scope.tenantId, issuer, upstreamSid, id)),
      name: json({ scope, userId, id }),
      expiresAt: expiry(Date.parse(endsAt)),
    },
  ];
}

function nameOf(item: Item): SessionName {
  return jsonOf<SessionName>(item, 'name');
}

function sessionOf(item: Item): Session {
  const session = jsonOf<Session>(item, 'session');
  const endedAt = optionalString(item, 'endedAt');
  return endedAt === undefined ? session : { ...session, endedAt };
}
