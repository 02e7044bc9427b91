import {
  type BatchGetItemCommandInput,
  type BatchGetItemCommandOutput,
  type BatchWriteItemCommandInput,
  type DynamoDBClient,
  GetItemCommand,
  type GetItemCommandOutput,
  type PutItemCommandInput,
  type QueryCommandInput,
  type QueryCommandOutput,
  type TransactWriteItem,
  type TransactWriteItemsCommandInput,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import {
  type Item,
  indexWriteUnits,
  itemSize,
  readUnits,
  transactWriteUnits,
  writeUnits,
} from './capacity.ts';

type Units = ReturnType<typeof nothing>;

export interface Cost {
  /** Calls of DynamoDB that had to wait for one another. */
  readonly roundTrips: number;
  readonly calls: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  /** Of `readUnits`, what checking the bearer token took. */
  readonly credentialUnits: number;
}

const nothing = () => ({ readUnits: 0, writeUnits: 0, credentialUnits: 0 });

/**
 * Adds up what calls cost by DynamoDB's published rules, from the sizes of the items they touch: the emulator's
 * own figures are wrong for transactions. `observer` reads the states around a write, at nobody's cost.
 */
export function meter(client: DynamoDBClient, observer: DynamoDBClient) {
  let units = nothing();
  let calls: Call[] = [];
  let isCounting = false;
  client.middlewareStack.add(
    (next, context) => async (args) => {
      if (!isCounting) return await next(args);
      const name = context.commandName ?? '';
      const writes = writesOf(name, args.input);
      // Before the observer looks: its reads must not make calls that run side by side look like a sequence.
      const started = performance.now();
      const before = await states(observer, writes);
      const result = await next(args);
      calls.push({ started, ended: performance.now() });
      const after = await states(observer, writes);
      for (const [index, write] of writes.entries()) {
        units.writeUnits += unitsOf(write, before[index], after[index]);
      }
      countReads(units, name, args.input, result.output);
      return result;
    },
    { step: 'initialize', name: 'meter' },
  );
  return {
    /** What `action` costs; nothing else may use the client meanwhile. */
    async of(action: () => Promise<unknown>): Promise<Cost> {
      units = nothing();
      calls = [];
      isCounting = true;
      await action().finally(() => {
        isCounting = false;
      });
      return { ...units, calls: calls.length, roundTrips: longestChain(calls) };
    },
  };
}

interface Call {
  readonly started: number;
  readonly ended: number;
}

/** The most calls of which each began after the one before it had ended. */
function longestChain(calls: readonly Call[]): number {
  let chain = 0;
  let free = Number.NEGATIVE_INFINITY;
  for (const { started, ended } of calls.toSorted((one, other) => one.ended - other.ended)) {
    if (started < free) continue;
    chain += 1;
    free = ended;
  }
  return chain;
}

function unitsOf({ transact }: MeteredWrite, before: Item | undefined, after: Item | undefined) {
  const own = transact
    ? transactWriteUnits(before, after)
    : writeUnits(Math.max(itemSize(before), itemSize(after)));
  return own + indexWriteUnits(before, after);
}

interface MeteredWrite {
  readonly table: string;
  readonly key: Item;
  readonly transact: boolean;
}

function writesOf(name: string, input: object): MeteredWrite[] {
  if (name === 'UpdateItemCommand') {
    const { TableName = '', Key = {} } = input as UpdateItemCommandInput;
    return [{ table: TableName, key: Key, transact: false }];
  }
  if (name === 'PutItemCommand') {
    const { TableName = '', Item: { pk, sk } = {} } = input as PutItemCommandInput;
    return [{ table: TableName, key: { ...(pk && { pk }), ...(sk && { sk }) }, transact: false }];
  }
  if (name === 'BatchWriteItemCommand') {
    const { RequestItems = {} } = input as BatchWriteItemCommandInput;
    return Object.entries(RequestItems).flatMap(([table, requests]) =>
      requests.map(({ PutRequest, DeleteRequest }) => {
        const { pk, sk } = (PutRequest?.Item ?? DeleteRequest?.Key ?? {}) as Item;
        return { table, key: { ...(pk && { pk }), ...(sk && { sk }) }, transact: false };
      }),
    );
  }
  if (name !== 'TransactWriteItemsCommand') return [];
  const items = (input as TransactWriteItemsCommandInput).TransactItems ?? [];
  return items.map((item) => ({ ...targetOf(item), transact: true }));
}

function targetOf({ Put, Update, Delete, ConditionCheck }: TransactWriteItem) {
  const target = Put ?? Update ?? Delete ?? ConditionCheck;
  const { pk, sk } = (Put?.Item ?? Update?.Key ?? Delete?.Key ?? ConditionCheck?.Key ?? {}) as Item;
  return { table: target?.TableName ?? '', key: { ...(pk && { pk }), ...(sk && { sk }) } };
}

async function states(observer: DynamoDBClient, writes: readonly MeteredWrite[]) {
  return await Promise.all(
    writes.map(async ({ table, key }) => {
      const command = new GetItemCommand({ TableName: table, Key: key, ConsistentRead: true });
      return (await observer.send(command)).Item;
    }),
  );
}

function countReads(cost: Units, name: string, input: object, output: object): void {
  if (name === 'GetItemCommand') countItems(cost, [(output as GetItemCommandOutput).Item ?? {}]);
  if (name === 'BatchGetItemCommand') {
    const asked = Object.values((input as BatchGetItemCommandInput).RequestItems ?? {});
    const found = Object.values((output as BatchGetItemCommandOutput).Responses ?? {}).flat();
    const missing = asked.flatMap(({ Keys }) => Keys ?? []).length - found.length;
    // What is not there costs as much to look for as the smallest item.
    countItems(cost, [...found, ...Array.from({ length: missing }, () => ({}))]);
  }
  if (name === 'QueryCommand') {
    const items = (output as QueryCommandOutput).Items ?? [];
    const size = items.reduce((total, item) => total + itemSize(item), 0);
    cost.readUnits += readUnits(size, (input as QueryCommandInput).ConsistentRead === true);
  }
}

function countItems(cost: Units, items: readonly Item[]): void {
  for (const item of items) {
    const units = readUnits(itemSize(item), true);
    cost.readUnits += units;
    if (item['pk']?.S?.startsWith('CRED#')) cost.credentialUnits += units;
  }
}
