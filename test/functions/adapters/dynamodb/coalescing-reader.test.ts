import { expect, test } from 'vitest';
import { createCoalescingReader } from '#functions/adapters/dynamodb/coalescing-reader.ts';
import { newTable } from '../../../support/new-table.ts';

test('keys asked for together travel a hundred at a time, and ten requests at a time', async () => {
  const { client, tableName } = await newTable();
  const requests = { all: 0, underWay: 0, most: 0 };
  client.middlewareStack.add(
    (next) => async (args) => {
      requests.all += 1;
      requests.underWay += 1;
      requests.most = Math.max(requests.most, requests.underWay);
      try {
        return await next(args);
      } finally {
        requests.underWay -= 1;
      }
    },
    { step: 'finalizeRequest', name: 'counting' },
  );
  const get = createCoalescingReader(client, tableName);
  const found = await Promise.all(
    Array.from({ length: 2_500 }, (_, n) => get({ pk: `nobody ${n}`, sk: 'USER' })),
  );
  expect(found.every((item) => item === undefined)).toBe(true);
  expect(requests.all).toBe(25);
  expect(requests.most).toBe(10);
});
