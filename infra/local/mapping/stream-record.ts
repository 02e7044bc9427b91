import type { _Record as SdkRecord } from '@aws-sdk/client-dynamodb-streams';
import { REGION } from '../template/resource-identity.ts';

/** A record of a table's stream as a function gets it, and what the mapping itself has to know of it. */
export interface StreamRecord {
  readonly sequenceNumber: string;
  /** Milliseconds since the epoch, rounded down by DynamoDB. */
  readonly createdAt: number;
  /** When the mapping got hold of it: DynamoDB Local's own times are off by up to a minute. */
  readonly readAt: number;
  readonly event: Readonly<Record<string, unknown>>;
}

export function toStreamRecord(record: SdkRecord, streamArn: string, readAt: number): StreamRecord {
  const { eventID, eventName, eventVersion, userIdentity, dynamodb } = record;
  const { SequenceNumber = '', ApproximateCreationDateTime, ...change } = dynamodb ?? {};
  const createdAt = ApproximateCreationDateTime?.getTime() ?? readAt;
  return {
    sequenceNumber: SequenceNumber,
    createdAt,
    readAt,
    event: {
      eventID,
      eventName,
      eventVersion,
      eventSource: 'aws:dynamodb',
      awsRegion: REGION,
      dynamodb: { ApproximateCreationDateTime: createdAt / 1_000, ...change, SequenceNumber },
      ...(userIdentity && { userIdentity }),
      eventSourceARN: streamArn,
    },
  };
}

/** JSON of a batch; binary values as base64, as Lambda has them. */
export function batchPayload(records: readonly { readonly event: object }[]): string {
  return JSON.stringify({ Records: records.map(({ event }) => event) }, (_, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
  );
}
