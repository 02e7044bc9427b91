import type { Message, MessageAttributeValue } from '@aws-sdk/client-sqs';
import { REGION } from '../template/resource-identity.ts';

/** A message as a function gets it, and what the mapping itself has to know of it. */
export interface QueueRecord {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly event: Readonly<Record<string, unknown>>;
  /** What filters look at: the same, with a body of JSON taken apart. */
  readonly filtered: Readonly<Record<string, unknown>>;
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
export function toQueueRecord(message: Message, queueArn: string): QueueRecord {
  const { MessageId = '', ReceiptHandle = '', Body = '' } = message;
  const event = {
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    attributes: message.Attributes ?? {},
    messageAttributes: messageAttributes(message.MessageAttributes ?? {}),
    md5OfBody: message.MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: REGION,
  };
  const filtered = { ...event, body: parsed(Body) };
  return { messageId: MessageId, receiptHandle: ReceiptHandle, event, filtered };
}

function messageAttributes(attributes: Record<string, MessageAttributeValue>) {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      {
        dataType: DataType,
        stringListValues: [],
        binaryListValues: [],
        ...(StringValue !== undefined && { stringValue: StringValue }),
        ...(BinaryValue && { binaryValue: Buffer.from(BinaryValue).toString('base64') }),
      },
    ]),
  );
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
