import { BatchGetItemCommand, type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { type Item, keyItem } from '#functions/adapters/dynamodb/attributes.ts';
import type { Key } from '#functions/adapters/dynamodb/keys.ts';

/** Keys that one BatchGetItem takes. */
const MAX_KEYS = 100;
/** Batches under way together: ten thousand members are more than connections, and must not time out in a queue. */
const AT_ONCE = 10;
/** Times that keys which DynamoDB left unprocessed are asked for again. */
const MAX_ROUNDS = 8;

interface Waiting {
  readonly key: Key;
  readonly answers: {
    readonly resolve: (item: Item | undefined) => void;
    readonly reject: (error: unknown) => void;
  }[];
}

/**
 * Strongly consistent reads by key. Those asked for in one turn of the event loop travel together, in one
 * BatchGetItem: what runs side by side costs one round trip and one request, without knowing of each other.
 */
export function createCoalescingReader(client: DynamoDBClient, tableName: string) {
  let waiting = new Map<string, Waiting>();

  function flush(): void {
    const all = [...waiting.values()];
    waiting = new Map();
    const batches = Array.from({ length: Math.ceil(all.length / MAX_KEYS) }, (_, index) =>
      all.slice(index * MAX_KEYS, (index + 1) * MAX_KEYS),
    );
    for (let lane = 0; lane < AT_ONCE; lane += 1) void readInTurn(batches);
  }

  async function readInTurn(batches: Waiting[][]): Promise<void> {
    for (let batch = batches.shift(); batch; batch = batches.shift()) {
      await read(batch).catch(refusing(batch));
    }
  }

  async function read(batch: readonly Waiting[]): Promise<void> {
    const [only] = batch;
    const items = only && batch.length === 1 ? await readOne(only.key) : await readMany(batch);
    const byKey = new Map(items.map((item) => [nameOf(item['pk']?.S, item['sk']?.S), item]));
    for (const { key, answers } of batch) {
      for (const { resolve } of answers) resolve(byKey.get(nameOf(key.pk, key.sk)));
    }
  }

  async function readOne(key: Key): Promise<Item[]> {
    const { Item } = await client.send(
      new GetItemCommand({ TableName: tableName, Key: keyItem(key), ConsistentRead: true }),
    );
    return Item ? [Item] : [];
  }

  async function readMany(batch: readonly Waiting[]): Promise<Item[]> {
    const items: Item[] = [];
    let keys = batch.map(({ key }) => keyItem(key));
    for (let round = 0; keys.length > 0; round += 1) {
      if (round === MAX_ROUNDS) throw new Error('DynamoDB keeps leaving keys unprocessed.');
      if (round > 0) await new Promise((go) => setTimeout(go, Math.random() * 25 * 2 ** round));
      const { Responses, UnprocessedKeys } = await client.send(
        new BatchGetItemCommand({
          RequestItems: { [tableName]: { Keys: keys, ConsistentRead: true } },
        }),
      );
      items.push(...(Responses?.[tableName] ?? []));
      keys = UnprocessedKeys?.[tableName]?.Keys ?? [];
    }
    return items;
  }

  return function get(key: Key): Promise<Item | undefined> {
    return new Promise((resolve, reject) => {
      if (waiting.size === 0) setImmediate(flush);
      const name = nameOf(key.pk, key.sk);
      const entry = waiting.get(name) ?? { key, answers: [] };
      entry.answers.push({ resolve, reject });
      waiting.set(name, entry);
    });
  };
}

function refusing(batch: readonly Waiting[]) {
  return (error: unknown) => {
    for (const { answers } of batch) for (const { reject } of answers) reject(error);
  };
}

function nameOf(pk: string | undefined, sk: string | undefined): string {
  return `${pk}\n${sk}`;
}
