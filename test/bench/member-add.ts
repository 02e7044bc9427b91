import type { WriteRequest } from '@aws-sdk/client-dynamodb';
import { memberItem } from '#functions/adapters/dynamodb/member-item.ts';
import { createResource } from '#shared/identity/create-resource.ts';
import { parseJson } from '#shared/kernel/json.ts';
import { dialects } from '#shared/scim/dialect.ts';
import { readResource } from '#shared/scim/read-resource.ts';
import type { ResourceType } from '#shared/scim/resource-type.ts';
import { groupType, userType } from '#shared/scim/resource-types.ts';
import type { Fixture } from './fixture.ts';
import { serve } from './served.ts';

const WARM_UP = 4;
const ROUNDS = 16;
const PER_ROUND = 15;
const ADDED = ROUNDS * PER_ROUND;
const SIZES = [10, 1_000, 100_000];

/** CPU of adding one member, by the size of the group. Members but those added are written straight to the table. */
export async function benchMemberAdd(fixture: Fixture) {
  const { endpoint, tableName, token } = fixture;
  const create = creator(fixture);
  const users: { id: string }[] = [];
  for (let n = 0; n < ADDED; n += 1) users.push(await create(userType, { userName: `m${n}` }));
  const groups = [];
  for (const size of SIZES) {
    const group = await create(groupType, { displayName: `Of ${size}` });
    await fill(fixture, group, size);
    groups.push({ size, group, cpu: [] as number[] });
  }
  const key = { pk: { S: '' }, sk: { S: '' } };
  const server = await serve({ kind: 'start', what: 'scim', endpoint, tableName, key });
  for (let round = 0; round < ROUNDS; round += 1) {
    // Each size has its turn at each place, so that none is always the one that comes after a rest.
    const turn = round % groups.length;
    for (const { group, cpu } of [...groups.slice(turn), ...groups.slice(0, turn)]) {
      const spent = await server.cpuPerRequest(PER_ROUND, (index) =>
        addition(group.id, users[round * PER_ROUND + index]?.id ?? '', token),
      );
      if (round >= WARM_UP) cpu.push(spent);
    }
  }
  server.stop();
  return groups.map(({ size, cpu }) => ({
    size,
    cpu: cpu.toSorted((a, b) => a - b)[cpu.length >> 1] ?? 0,
  }));
}

function creator({ ports, scope }: Fixture) {
  const confirmed = Promise.resolve();
  const actor = { type: 'system', id: 'bench' } as const;
  const mandate = { scope, actor, cause: 'scim', requestId: 'bench', confirmed } as const;
  return async (type: ResourceType, body: object) => {
    const resource = parseJson(JSON.stringify({ schemas: [type.schema.id], ...body }));
    const attributes = readResource(type, resource, dialects.lenient);
    return await createResource(ports, mandate, type, { attributes, members: [] });
  };
}

async function fill(
  { table, ports, scope }: Fixture,
  group: Parameters<typeof memberItem>[1],
  size: number,
): Promise<void> {
  const rows = Array.from(
    { length: size },
    (): WriteRequest => ({
      PutRequest: { Item: memberItem(scope, group, { id: ports.newId(), type: 'User' }) },
    }),
  );
  await table.writeAll(rows);
}

function addition(groupId: string, memberId: string, token: string) {
  return {
    method: 'PATCH',
    path: `/scim/v2/Groups/${groupId}`,
    token,
    body: {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      Operations: [{ op: 'add', path: 'members', value: [{ value: memberId }] }],
    },
  };
}
