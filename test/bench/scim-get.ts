import * as keys from '#functions/adapters/dynamodb/keys.ts';
import { userType } from '#shared/scim/resource-types.ts';
import type { Fixture } from './fixture.ts';
import { median } from './median.ts';
import { creator } from './population.ts';
import { serve } from './served.ts';

const ROUNDS = 9;
const REQUESTS = 400;

const person = {
  userName: 'ada@example.com',
  externalId: '00uada',
  name: { givenName: 'Ada', familyName: 'Lind' },
  displayName: 'Ada Lind',
  emails: [{ value: 'ada@example.com', type: 'work', primary: true }],
  phoneNumbers: [{ value: '+1 555 0100', type: 'work' }],
};

/** CPU of a SCIM GET as a multiple of a bare GetItem behind the same HTTP server: the median of paired rounds. */
export async function benchScimGet(fixture: Fixture) {
  const { endpoint, tableName, token, scope } = fixture;
  const { id } = await creator(fixture)(userType, person);
  const { pk, sk } = keys.resource(scope, 'User', id);
  const start = {
    kind: 'start',
    endpoint,
    tableName,
    key: { pk: { S: pk }, sk: { S: sk } },
  } as const;
  const floor = await serve({ ...start, what: 'floor' });
  const scim = await serve({ ...start, what: 'scim' });
  const request = () => ({ method: 'GET', path: `/scim/v2/Users/${id}`, token });
  const rounds: { floor: number; scim: number }[] = [];
  for (let round = -2; round < ROUNDS; round += 1) {
    const pair = {
      floor: await floor.cpuPerRequest(REQUESTS, request),
      scim: await scim.cpuPerRequest(REQUESTS, request),
    };
    // The first rounds are the compiler's.
    if (round >= 0) rounds.push(pair);
  }
  floor.stop();
  scim.stop();
  return {
    floor: median(rounds.map((round) => round.floor)),
    scim: median(rounds.map((round) => round.scim)),
    ratio: median(rounds.map((round) => round.scim / round.floor)),
  };
}
