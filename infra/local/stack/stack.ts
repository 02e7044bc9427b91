import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ensureTable, type LocalTable } from '../dynamodb/table.ts';
import type { Rule } from '../event-bridge/event-bus.ts';
import { configureHttpApi } from '../http-api/http-api-configuration.ts';
import { Kms } from '../kms/kms.ts';
import { keySpecOf, openKmsKeys } from '../kms/kms-keys.ts';
import type { CloudAssembly } from '../template/cloud-assembly.ts';
import { REGION } from '../template/resource-identity.ts';
import { type Resource, resolveTemplate, type Template } from '../template/template.ts';
import { addRules, addSchedules, startEventBridge } from './events.ts';
import { Functions } from './functions.ts';
import { startMappings } from './mappings.ts';
import { sortResources } from './sort-resources.ts';
import { LOCAL_CREDENTIALS, type Surroundings } from './surroundings.ts';

/** How long a mapping may take to end its current invocation when everything ends. */
const MAPPING_GRACE_MILLISECONDS = 3_000;

/** A mapping that cannot read often has a cause that is known a moment later: the database has ended. */
const CAUSE_GRACE_MILLISECONDS = 500;

export interface Stack {
  readonly template: Template;
  readonly tables: readonly LocalTable[];
  readonly functionCount: number;
  /** Resolves, with one line for the terminal, when a part has ended that nothing can do without. */
  readonly failed: Promise<string>;
  /** Watches a bus from here, beside the app's own rules. */
  watchBuses(deliver: Rule['deliver']): void;
  /** Ends what the app's resources started; what they stand in front of is left to who started it. */
  stop(): Promise<void>;
}

/**
 * Brings up every resource of the app on this machine.
 *
 * @throws StartError when the app's own wiring is wrong, or has a resource without a stand-in.
 */
export async function startStack(
  assembly: CloudAssembly,
  surroundings: Surroundings,
): Promise<Stack> {
  const { queues, httpApi, dynamodb, terminal } = surroundings;
  const endpoints = { sqs: queues.endpoint, httpApi: httpApi.endpoint };
  const template = resolveTemplate(assembly, endpoints);
  const resources = sortResources(template.resources);
  const tables = await createTables(resources.tables, dynamodb.endpoint);
  await queues.create(resources.queues);
  const bridge = await startEventBridge(resources.buses, surroundings);
  const keys = resources.keys.map(({ arn, properties }) => [arn, keySpecOf(properties)] as const);
  const kms = new Kms(await openKmsKeys(new Map(keys), surroundings.dataFolder));
  const codeFolder = mkdtempSync(path.join(tmpdir(), 'rollcall-'));
  const functions = new Functions(resources.functions, {
    assets: assembly.assets,
    codeFolder,
    environment: {
      // Every service without an endpoint of its own below: refused, and told.
      AWS_ENDPOINT_URL: bridge.endpoint,
      AWS_ENDPOINT_URL_DYNAMODB: dynamodb.endpoint,
      AWS_ENDPOINT_URL_EVENTBRIDGE: bridge.endpoint,
      AWS_ENDPOINT_URL_KMS: await kms.listen(),
      AWS_ENDPOINT_URL_SQS: queues.endpoint,
      ...surroundings.environment,
      OUTGOING_HTTP: 'local',
      ROLLCALL_SETTABLE_CLOCK: 'yes',
    },
    log: terminal.functionLog,
  });
  let mappings: Promise<void>[] = [];
  const stop = async () => {
    const patience = new Promise((resolve) =>
      setTimeout(resolve, MAPPING_GRACE_MILLISECONDS).unref(),
    );
    await Promise.race([Promise.allSettled(mappings), patience]);
    await functions.stop();
    await bridge.stop();
    await kms.stop();
    rmSync(codeFolder, { recursive: true, force: true });
  };
  try {
    await functions.warm();
    const targets = {
      functions: functions.asynchronous(surroundings),
      queueArns: new Set(resources.queues.map(({ arn }) => arn)),
      send: queues.send,
      warn: terminal.warn,
    };
    addRules(resources.rules, bridge.buses, targets, surroundings);
    addSchedules(resources.schedules, targets, surroundings);
    httpApi.mount(configureHttpApi(resources.httpApi, functions.byArn));
    const sources = { functions, tables, queues: resources.queues };
    mappings = startMappings(resources.mappings, sources, surroundings);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    template,
    tables,
    functionCount: functions.byArn.size,
    failed: Promise.race([functions.hopeless, mappingFailure(mappings, surroundings)]),
    watchBuses(deliver) {
      for (const bus of bridge.buses.names) {
        bridge.buses.addRule({ bus, pattern: { source: [{ exists: true }] }, deliver });
      }
    },
    stop,
  };
}

async function createTables(
  resources: readonly Resource[],
  endpoint: string,
): Promise<LocalTable[]> {
  const client = new DynamoDBClient({ endpoint, region: REGION, credentials: LOCAL_CREDENTIALS });
  try {
    return await Promise.all(resources.map((resource) => ensureTable(client, resource)));
  } finally {
    client.destroy();
  }
}

/** Resolves when one of them cannot go on. */
function mappingFailure(
  mappings: readonly Promise<void>[],
  { clock }: Surroundings,
): Promise<string> {
  return new Promise((resolve) => {
    for (const mapping of mappings) {
      mapping.catch(async (error: unknown) => {
        await clock.sleep(CAUSE_GRACE_MILLISECONDS);
        resolve(`An event source mapping cannot go on: ${String(error)}`);
      });
    }
  });
}
