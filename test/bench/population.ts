import type { WriteRequest } from '@aws-sdk/client-dynamodb';
import { type Item, N } from '#functions/adapters/dynamodb/attributes.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import { memberItem } from '#functions/adapters/dynamodb/member-item.ts';
import { resourceItem } from '#functions/adapters/dynamodb/resource-item.ts';
import { createResource } from '#shared/identity/create-resource.ts';
import type { ResourceRecord } from '#shared/identity/resource-record.ts';
import { parseJson } from '#shared/kernel/json.ts';
import { dialects } from '#shared/scim/dialect.ts';
import { readResource } from '#shared/scim/read-resource.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import { groupType, userType } from '#shared/scim/resource-types.ts';
import type { Data } from './data.ts';
import type { Fixture } from './fixture.ts';
import { person } from './person.ts';

/** Batches that are on their way at once. */
const LANES = 4;
/** Users on the last page, before which a note is left as a walk leaves it. */
const LAST_PAGE = 100;

export interface Population {
  /** Created as by a request, with all that belongs to them; in no group. Their numbers are the last ones. */
  readonly newcomers: readonly ResourceRecord[];
  /** Groups by size, of users that are there. */
  readonly groups: ReadonlyMap<number, ResourceRecord>;
}

/**
 * Fills a table with numbered persons. All but the newcomers are written straight to it: as rows and in the counter,
 * found by id and in lists, but by nothing else.
 */
export async function populate(
  fixture: Fixture,
  { users, newcomers, groups }: Data,
): Promise<Population> {
  const { scope, table, ports } = fixture;
  const crowd = Array.from({ length: users - newcomers }, (_, n) => personRecord(fixture, n));
  await writeRows(
    fixture,
    crowd.map((record) => resourceItem(scope, record)),
  );
  const counted = { ':step': N(crowd.length), ':none': N(0) };
  const count = 'ADD amount :step, deletions :none';
  await table.update(keys.counter(scope, 'User', 0), count, counted);
  const create = creator(fixture);
  const created: ResourceRecord[] = [];
  for (let n = crowd.length; n < users; n += 1) created.push(await create(userType, person(n)));
  const beforeLast = created.at(-1 - LAST_PAGE);
  if (!beforeLast) throw new Error(`It takes more than ${LAST_PAGE} newcomers.`);
  const tally = { total: users, deletions: 0 };
  await ports.store.noteIdAt(scope, 'User', users - LAST_PAGE, beforeLast.id, tally);
  const made = new Map<number, ResourceRecord>();
  for (const size of groups) {
    const group = await create(groupType, { displayName: `Of ${size}` });
    // What is more than there are users gets ids of nobody.
    const ids = Array.from({ length: size }, (_, n) => crowd[n]?.id ?? ports.newId());
    await fillGroup(fixture, group, ids);
    made.set(size, group);
  }
  return { newcomers: created, groups: made };
}

export function creator({ ports, scope }: Fixture) {
  const confirmed = Promise.resolve();
  const actor = { type: 'system', id: 'bench' } as const;
  const mandate = { scope, actor, cause: 'scim', requestId: 'bench', confirmed } as const;
  return async (type: ResourceType, body: object) => {
    const attributes = attributesOf(type, body);
    return await createResource(ports, mandate, type, { attributes, members: [] });
  };
}

export async function fillGroup(
  fixture: Fixture,
  group: ResourceRecord,
  memberIds: readonly string[],
): Promise<void> {
  const rows = memberIds.map((id) => memberItem(fixture.scope, group, { id, type: 'User' }));
  await writeRows(fixture, rows);
}

async function writeRows({ table }: Fixture, items: readonly Item[]) {
  const requests = items.map((Item): WriteRequest => ({ PutRequest: { Item } }));
  const lane = Math.ceil(requests.length / LANES);
  const lanes = Array.from({ length: LANES }, (_, n) => requests.slice(n * lane, (n + 1) * lane));
  await Promise.all(lanes.map((each) => table.writeAll(each)));
}

function personRecord({ ports }: Fixture, n: number): ResourceRecord {
  const now = new Date().toISOString();
  return {
    type: 'User',
    id: ports.newId(),
    version: 1,
    created: now,
    lastModified: now,
    attributes: attributesOf(userType, person(n)),
    externalIds: {},
    epoch: 0,
  };
}

function attributesOf(type: ResourceType, body: object) {
  const resource = parseJson(JSON.stringify({ schemas: [type.schema.id], ...body }));
  return readResource(type, resource, dialects.lenient);
}
