import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import type { LocalTable } from '../dynamodb/table.ts';
import { runQueueMapping } from '../mapping/queue-mapping.ts';
import { configureQueueMapping } from '../mapping/queue-mapping-settings.ts';
import { runStreamMapping } from '../mapping/stream-mapping.ts';
import { configureStreamMapping } from '../mapping/stream-mapping-settings.ts';
import { StreamPosition } from '../mapping/stream-position.ts';
import { StartError } from '../start-error.ts';
import { REGION } from '../template/resource-identity.ts';
import type { Resource } from '../template/template.ts';
import type { Functions } from './functions.ts';
import { LOCAL_CREDENTIALS, type Surroundings } from './surroundings.ts';

const DEFAULT_VISIBILITY_TIMEOUT = 30;

export interface MappingSources {
  readonly functions: Functions;
  readonly tables: readonly LocalTable[];
  readonly queues: readonly Resource[];
}

/**
 * Starts the app's event source mappings.
 *
 * @returns for each a promise that resolves when it was stopped, and rejects when it cannot go on.
 * @throws StartError when a mapping has no source or no function, or asks for what has no stand-in.
 */
export function startMappings(
  resources: readonly Resource[],
  sources: MappingSources,
  surroundings: Surroundings,
): Promise<void>[] {
  return resources.flatMap((resource) => {
    const source = String(resource.properties['EventSourceArn']);
    return source.includes(':dynamodb:')
      ? startStreamMapping(resource, sources, surroundings)
      : startQueueMapping(resource, sources, surroundings);
  });
}

function startStreamMapping(
  resource: Resource,
  { functions, tables }: MappingSources,
  { dynamodb, dataFolder, queues, clock, signal, terminal }: Surroundings,
): Promise<void>[] {
  const settings = configureStreamMapping(resource);
  const table = tables.find((one) => one.resource.attribute('StreamArn') === settings.streamArn);
  if (!table?.localStreamArn) throw noSource(resource, settings.streamArn);
  if (!settings.enabled) return [];
  const folder = dataFolder && path.join(dataFolder, 'stream-positions');
  if (folder) mkdirSync(folder, { recursive: true });
  const client = new DynamoDBStreamsClient({
    endpoint: dynamodb.endpoint,
    region: REGION,
    credentials: LOCAL_CREDENTIALS,
  });
  const running = runStreamMapping(settings, {
    lambda: functions.get(settings.functionName),
    client,
    localStreamArn: table.localStreamArn,
    position: new StreamPosition(folder && path.join(folder, `${resource.logicalId}.json`)),
    send: queues.send,
    clock,
    signal,
    warn: terminal.warn,
  });
  return [running.finally(() => client.destroy())];
}

function startQueueMapping(
  resource: Resource,
  sources: MappingSources,
  { queues, clock, signal, terminal }: Surroundings,
): Promise<void>[] {
  const settings = configureQueueMapping(resource);
  const queue = sources.queues.find(({ arn }) => arn === settings.queueArn);
  if (!queue) throw noSource(resource, settings.queueArn);
  const lambda = sources.functions.get(settings.functionName);
  const visibility = Number(queue.properties['VisibilityTimeout'] ?? DEFAULT_VISIBILITY_TIMEOUT);
  if (visibility < lambda.timeout) {
    throw new StartError(
      `${queue.logicalId} hides a message for ${visibility} s, less than the ${lambda.timeout} s that ${lambda.title} may take: AWS refuses that.`,
    );
  }
  if (!settings.enabled) return [];
  return [
    runQueueMapping(settings, {
      lambda,
      client: queues.client,
      queueUrl: queues.urlOf(settings.queueArn),
      clock,
      signal,
      warn: terminal.warn,
    }),
  ];
}

function noSource({ logicalId }: Resource, arn: string): StartError {
  return new StartError(`${logicalId} reads ${arn}, which does not exist.`);
}
