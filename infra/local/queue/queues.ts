import { mkdir } from 'node:fs/promises';
import {
  CreateQueueCommand,
  GetQueueUrlCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { startFauxqs } from 'fauxqs';
import { ACCOUNT_ID, REGION } from '../template/resource-identity.ts';
import type { Resource } from '../template/template.ts';
import { queueAttributes } from './queue-attributes.ts';

export interface SendOptions {
  /** Message attributes, all of type String. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** For a FIFO queue. */
  readonly messageGroupId?: string | undefined;
}

/** Puts a message into the queue of this ARN. */
export type SendMessage = (queueArn: string, body: string, options?: SendOptions) => Promise<void>;

export interface Queues {
  readonly endpoint: string;
  readonly client: SQSClient;
  readonly send: SendMessage;
  urlOf(queueArn: string): string;
  /** Creates the queues, or brings those that are there already to what the template says. */
  create(resources: readonly Resource[]): Promise<void>;
  stop(): Promise<void>;
}

/** @param dataFolder Where messages are kept; without it, in memory. */
export async function startQueues(dataFolder?: string): Promise<Queues> {
  if (dataFolder !== undefined) await mkdir(dataFolder, { recursive: true });
  const server = await startFauxqs({
    port: 0,
    logger: false,
    defaultRegion: REGION,
    ...(dataFolder !== undefined && { dataDir: dataFolder }),
  });
  const endpoint = `http://127.0.0.1:${server.port}`;
  const client = new SQSClient({
    endpoint,
    region: REGION,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const urlOf = (queueArn: string) => `${endpoint}/${ACCOUNT_ID}/${queueArn.split(':').at(-1)}`;
  return {
    endpoint,
    client,
    urlOf,
    async send(queueArn, body, { attributes = {}, messageGroupId } = {}) {
      const MessageAttributes = Object.fromEntries(
        Object.entries(attributes).map(([name, StringValue]) => [
          name,
          { DataType: 'String', StringValue },
        ]),
      );
      const message = { QueueUrl: urlOf(queueArn), MessageBody: body, MessageAttributes };
      await client.send(new SendMessageCommand({ ...message, MessageGroupId: messageGroupId }));
    },
    async create(resources) {
      const arns = new Set(resources.map(({ arn }) => arn));
      for (const resource of resources)
        await createQueue(client, resource, queueAttributes(resource, arns));
    },
    async stop() {
      client.destroy();
      await server.stop();
    },
  };
}

async function createQueue(
  client: SQSClient,
  { name }: Resource,
  Attributes: Record<string, string>,
): Promise<void> {
  try {
    const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName: name }));
    const { FifoQueue: _, ...changeable } = Attributes;
    await client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: changeable }));
  } catch (error) {
    if (!(error instanceof Error) || !error.name.endsWith('QueueDoesNotExist')) throw error;
    await client.send(new CreateQueueCommand({ QueueName: name, Attributes }));
  }
}
