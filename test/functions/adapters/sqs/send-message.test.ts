import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { startFauxqs } from 'fauxqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asyncMessage, readAsyncMessage } from '#functions/adapters/sqs/async-message.ts';
import { createSendMessage } from '#functions/adapters/sqs/send-message.ts';
import { system } from '#functions/runtime/system.ts';
import { startServer } from '../../cli/support/test-server.ts';

const options = {
  region: 'eu-west-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local', sessionToken: 'local' },
};
const waiting = { ...system, sleep: async () => undefined };

let server: Awaited<ReturnType<typeof startFauxqs>>;
let client: SQSClient;
let endpoint: string;

beforeAll(async () => {
  server = await startFauxqs({ port: 0, logger: false, defaultRegion: options.region });
  endpoint = `http://127.0.0.1:${server.port}`;
  client = new SQSClient({ ...options, endpoint });
});

afterAll(async () => {
  client.destroy();
  await server.stop();
});

test('what is sent can be received', async () => {
  const { QueueUrl = '' } = await client.send(new CreateQueueCommand({ QueueName: 'one' }));
  const body = '{"text":"漢 å \\""}';
  await createSendMessage({ ...options, endpoint }, waiting)(QueueUrl, body);
  const { Messages } = await client.send(new ReceiveMessageCommand({ QueueUrl }));
  expect(Messages?.map((message) => message.Body)).toEqual([body]);
});

test('a queue that does not exist is an error that says so', async () => {
  const send = createSendMessage({ ...options, endpoint }, waiting);
  await expect(send(`${endpoint}/000000000000/none`, '{}')).rejects.toThrow(/queue does not exist/);
});

test('a request is signed for SQS in the region, and sent again when it was not taken', async () => {
  const answers = [new Response('no', { status: 503 }), new Response('{}')];
  const fake = await startServer(() => answers.shift() ?? new Response('too many'));
  await createSendMessage(options, waiting)(`${fake.origin}/1/queue`, 'hello');
  await fake.close();
  expect(fake.received).toHaveLength(2);
  const { headers, body, target, method } = fake.received.at(-1) ?? {};
  expect([method, target]).toEqual(['POST', '/']);
  expect(JSON.parse(body ?? '')).toEqual({
    QueueUrl: `${fake.origin}/1/queue`,
    MessageBody: 'hello',
  });
  expect(headers).toMatchObject({
    'x-amz-target': 'AmazonSQS.SendMessage',
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-security-token': 'local',
    authorization: expect.stringMatching(
      /^AWS4-HMAC-SHA256 Credential=local\/\d{8}\/eu-west-1\/sqs\/aws4_request, SignedHeaders=/,
    ),
  });
});

test('a message names a request, and nothing else is one', () => {
  const owner = { tenantId: 'acme', directoryId: 'okta' };
  expect(readAsyncMessage(asyncMessage(owner, 'txn-1'))).toEqual({ owner, txn: 'txn-1' });
  for (const body of ['', '{}', '{"tenantId":1,"directoryId":"a","txn":"b"}', '[]']) {
    expect(() => readAsyncMessage(body), body).toThrow();
  }
});
