import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';

const delivered = z.object({ 'detail-type': z.string(), detail: z.object({ tenant: z.string() }) });

/** A customer's own rule and queue on the bus. */
export interface Subscriber {
  /** Collects event types until all that are wanted have come, or the time is up; in order of arrival. */
  receive(wanted: readonly string[], milliseconds: number): Promise<string[]>;
}

export async function subscribe(endpoint: string, eventBusName: string): Promise<Subscriber> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const options = { endpoint, credentials, region: 'us-east-1' };
  const sqs = new SQSClient(options);
  const eventBridge = new EventBridgeClient(options);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'subscriber' }));
  const rule = { EventBusName: eventBusName, Name: 'everything-of-acme' };
  const EventPattern = JSON.stringify({ source: ['rollcall'], detail: { tenant: ['acme'] } });
  await eventBridge.send(new PutRuleCommand({ ...rule, EventPattern }));
  const Arn = 'arn:aws:sqs:us-east-1:000000000000:subscriber';
  await eventBridge.send(
    new PutTargetsCommand({
      EventBusName: rule.EventBusName,
      Rule: rule.Name,
      Targets: [{ Id: 'queue', Arn }],
    }),
  );
  return {
    receive: async (wanted, milliseconds) => {
      const came: string[] = [];
      const deadline = Date.now() + milliseconds;
      while (Date.now() < deadline && !wanted.every((type) => came.includes(type))) {
        const { Messages = [] } = await sqs.send(
          new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
        );
        const events = Messages.map(({ Body = '' }) => delivered.parse(JSON.parse(Body)));
        came.push(...events.map((event) => event['detail-type']));
      }
      return came;
    },
  };
}
