import { expect, test } from 'vitest';
import { noDeclarations } from '#shared/scim/custom/declarations.ts';
import { patchBody } from '../scim-api/support/request-bodies.ts';
import { meter } from '../support/meter.ts';
import { newClient, newTable } from '../support/new-table.ts';
import { createWorld } from '../support/world.ts';
import { CORE, set } from './support/dates-world.ts';

test('a directory that says dates pays one read unit for the setting, and what the plan itself takes', async () => {
  const { client, tableName } = await newTable();
  const costs = meter(client, newClient());
  const world = await createWorld({ client, tableName });
  const plain = await world.directory('entra', { tenantId: 'plain', id: 'hr' });
  const dated = await world.directory('entra', { tenantId: 'dated', id: 'hr' });
  await world.declarations.declare('dated', {
    ...{ version: 1, createdAt: '2026-01-01T00:00:00Z' },
    declarations: {
      ...noDeclarations,
      dates: [{ directory: 'hr', endsAtAttribute: 'nickName' }],
    },
  });
  const person = (userName: string) => ({ schemas: [CORE], userName, nickName: '2098-01-15' });
  const [ofPlain, ofDated] = [
    (await plain('POST', '/Users', person('p'))).body.id,
    (await dated('POST', '/Users', person('d'))).body.id,
  ];
  const title = (client_: typeof plain, id: string, value: string) =>
    costs.of(() => client_('PATCH', `/Users/${id}`, patchBody(set('title', value))));
  // What each process remembers is there then.
  await title(plain, ofPlain, 'a');
  await title(dated, ofDated, 'a');
  const [before, after] = [await title(plain, ofPlain, 'b'), await title(dated, ofDated, 'b')];
  expect(after.roundTrips).toBe(before.roundTrips);
  expect(after.readUnits - before.readUnits).toBeLessThanOrEqual(1);
  // The row of whoever has a date lies in the due index.
  expect(after.writeUnits - before.writeUnits).toBeLessThanOrEqual(1);
});
