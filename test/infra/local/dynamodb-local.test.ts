import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { CreateTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, describe, expect, test } from 'vitest';
import { type DynamoDBLocal, startDynamoDBLocal } from '#infra/local/dynamodb-local.ts';

const CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };

function client(endpoint: string): DynamoDBClient {
  return new DynamoDBClient({ endpoint, region: 'us-east-1', credentials: CREDENTIALS });
}

async function isAlive(pid: number): Promise<boolean> {
  const ps = promisify(execFile)('ps', ['-o', 'stat=', '-p', String(pid)]);
  return ps.then(({ stdout }) => !stdout.trim().startsWith('Z')).catch(() => false);
}

async function untilDead(pid: number): Promise<boolean> {
  for (let waited = 0; waited < 5_000; waited += 50) {
    if (!(await isAlive(pid))) return true;
    await delay(50);
  }
  return false;
}

describe('startDynamoDBLocal', { timeout: 60_000 }, () => {
  let started: DynamoDBLocal | undefined;
  let folder: string | undefined;
  afterEach(async () => {
    await started?.stop();
    if (folder !== undefined) await rm(folder, { recursive: true });
    folder = undefined;
  });

  test('keeps its data in the folder, and tells how it ended', async () => {
    folder = await mkdtemp(join(tmpdir(), 'rollcall-'));
    started = await startDynamoDBLocal({ dataFolder: folder });
    await client(started.endpoint).send(
      new CreateTableCommand({
        TableName: 'kept',
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        BillingMode: 'PAY_PER_REQUEST',
      }),
    );
    process.kill(started.pid ?? 0, 'SIGKILL');
    expect(await started.exited).toBe('SIGKILL');

    started = await startDynamoDBLocal({ dataFolder: folder });
    const { TableNames } = await client(started.endpoint).send(new ListTablesCommand({}));
    expect(TableNames).toEqual(['kept']);
  });

  test('does not outlive the process that started it, even when that is killed', async () => {
    const script = `
      import { startDynamoDBLocal } from ${JSON.stringify(import.meta.resolve('#infra/local/dynamodb-local.ts'))};
      console.log((await startDynamoDBLocal()).pid);`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script]);
    const [line] = await once(parent.stdout, 'data');
    const pid = Number(String(line));
    expect(await isAlive(pid)).toBe(true);
    parent.kill('SIGKILL');
    expect(await untilDead(pid)).toBe(true);
  });
});
