import { describe, expect, test } from 'vitest';
import { outboxItem } from '#functions/adapters/dynamodb/outbox-item.ts';
import { MAX_BYTES } from '#functions/adapters/eventbridge/publish-to.ts';
import type { Happening } from '#shared/events/catalogue.ts';
import { envelopesOf, type OutboxRecord } from '#shared/events/envelope.ts';
import { MAX_NAMED } from '#shared/identity/changed-names.ts';
import { groupHappenings, userHappenings } from '#shared/identity/happenings.ts';
import { MAX_MEMBERS_PER_COMMIT } from '#shared/identity/identity-store.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { createNewId } from '#shared/kernel/uuid-v7.ts';
import { MAX_ATTRIBUTES, MAX_EXTENSIONS, MAX_NAME, MAX_URN } from '#shared/scim/custom/limits.ts';
import { MAX_STRING_LENGTH } from '#shared/scim/limits.ts';
import { itemSize } from '../support/capacity.ts';
import { attributes } from '../support/people.ts';

/** Bytes of an item of DynamoDB. */
const MAX_ITEM = 400 * 1_024;

const newId = createNewId({ now: Date.now });
const scope = { tenantId: 't'.repeat(40), directoryId: 'd'.repeat(40), visibility: 'own' } as const;

/** JSON spells each of these in six bytes. */
const worst = '\u0001'.repeat(MAX_STRING_LENGTH);

function record(
  named: Record<string, string>,
  active: boolean,
  value: string,
  perExtension = MAX_NAMED,
): ResourceRecord {
  const extensions = Array.from({ length: MAX_EXTENSIONS }, (_, n) => [
    `urn:${n}`.padEnd(MAX_URN, 'x'),
    attributes(
      Object.fromEntries(
        Array.from({ length: perExtension }, (_, m) => [`a${m}`.padEnd(MAX_NAME, 'x'), value]),
      ),
    ),
  ]);
  return {
    type: 'User',
    id: newId(),
    version: Number.MAX_SAFE_INTEGER,
    created: '',
    lastModified: '',
    attributes: attributes({ ...named, active, ...Object.fromEntries(extensions) }),
    externalIds: { [scope.directoryId]: worst },
    epoch: 0,
  };
}

function outboxOf(happenings: readonly Happening[]): OutboxRecord {
  return {
    id: newId(),
    time: new Date().toISOString(),
    tenant: scope.tenantId,
    subject: { type: 'User', id: newId() },
    version: Number.MAX_SAFE_INTEGER,
    actor: { type: 'directory', id: scope.directoryId },
    cause: 'cascade',
    requestId: 'r'.repeat(100),
    happenings,
  };
}

const user = { userName: worst };
const group = { displayName: worst };
const members = {
  removed: [],
  added: Array.from({ length: MAX_MEMBERS_PER_COMMIT }, () => ({
    id: newId(),
    type: 'Group' as const,
  })),
};

describe.each([
  ['a user', userHappenings({ after: record(user, true, 'a'), ...scope })],
  [
    'a user who comes back changed',
    userHappenings({ before: record(user, false, 'a'), after: record(user, true, 'b'), ...scope }),
  ],
  ['a group with members', groupHappenings({ after: record(group, true, 'a'), ...scope }, members)],
])('the largest events of %s', (_, happenings) => {
  test('fit into one entry of the event bus each, and into one item of the outbox together', () => {
    const outbox = outboxOf(happenings);
    const sizes = envelopesOf(outbox).map((event) => Buffer.byteLength(JSON.stringify(event)));
    expect(Math.max(...sizes)).toBeGreaterThan(100_000);
    expect(Math.max(...sizes)).toBeLessThan(MAX_BYTES - 1_024);
    expect(itemSize(outboxItem(scope, outbox))).toBeLessThan(MAX_ITEM);
  });
});

test('an extension of which much changed is named itself', () => {
  const [created] = userHappenings({ after: record(user, true, 'a', MAX_ATTRIBUTES), ...scope });
  const changed = created && 'changed' in created.data ? created.data.changed : [];
  expect(changed).toHaveLength(MAX_EXTENSIONS + ['active', 'externalId', 'userName'].length);
  expect(changed.filter((name) => name.startsWith('urn:'))).toHaveLength(MAX_EXTENSIONS);
});
