import { groupType, userType } from '#shared/scim/resource-types.ts';
import type { Fixture } from './fixture.ts';
import { median } from './median.ts';
import { creator, fillGroup } from './population.ts';
import { addition } from './requests.ts';
import { serve } from './served.ts';

const WARM_UP = 4;
const ROUNDS = 16;
const PER_ROUND = 15;
const ADDED = ROUNDS * PER_ROUND;

/** CPU of adding one member, by the size of the group. Members but those added are written straight to the table. */
export async function benchMemberAdd(fixture: Fixture, sizes: readonly number[]) {
  const { endpoint, ports, tableName, token } = fixture;
  const create = creator(fixture);
  const users: { id: string }[] = [];
  for (let n = 0; n < ADDED; n += 1) users.push(await create(userType, { userName: `m${n}` }));
  const groups = [];
  for (const size of sizes) {
    const group = await create(groupType, { displayName: `Of ${size}` });
    await fillGroup(
      fixture,
      group,
      Array.from({ length: size }, () => ports.newId()),
    );
    groups.push({ size, group, cpu: [] as number[] });
  }
  const key = { pk: { S: '' }, sk: { S: '' } };
  const server = await serve({ kind: 'start', what: 'scim', endpoint, tableName, key });
  for (let round = 0; round < ROUNDS; round += 1) {
    // Each size has its turn at each place, so that none is always the one that comes after a rest.
    const turn = round % groups.length;
    for (const { group, cpu } of [...groups.slice(turn), ...groups.slice(0, turn)]) {
      const spent = await server.cpuPerRequest(PER_ROUND, (index) => {
        const added = addition(group.id, users[round * PER_ROUND + index]?.id ?? '');
        return { ...added, path: `/scim/v2${added.path}`, token };
      });
      if (round >= WARM_UP) cpu.push(spent);
    }
  }
  server.stop();
  return groups.map(({ size, cpu }) => ({ size, cpu: median(cpu) }));
}
