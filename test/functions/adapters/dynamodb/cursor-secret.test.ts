import { expect, test } from 'vitest';
import { createCursorSecret } from '#functions/adapters/dynamodb/cursor-secret.ts';
import { createTable } from '#functions/adapters/dynamodb/table.ts';
import { newTable } from '../../../support/new-table.ts';

test('a tenant has one secret, whoever asks first and however many at once', async () => {
  const { client, tableName } = await newTable();
  const processes = Array.from({ length: 5 }, () =>
    createCursorSecret(createTable(client, tableName)),
  );
  const secrets = await Promise.all(processes.map((secretOf) => secretOf('acme')));
  expect(new Set(secrets).size).toBe(1);
  expect(secrets[0]).toMatch(/^[A-Za-z0-9_-]{43}$/);
  const [first] = processes;
  expect(await first?.('acme')).toBe(secrets[0]);
  expect(await first?.('globex')).not.toBe(secrets[0]);
});
