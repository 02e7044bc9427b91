import * as z from 'zod';
import { StartError } from '../start-error.ts';
import { parseProperties, withoutEffect } from '../template/properties.ts';
import type { Resource } from '../template/template.ts';

const queueProperties = z.strictObject({
  ContentBasedDeduplication: z.boolean().optional(),
  DeduplicationScope: z.string().optional(),
  DelaySeconds: z.number().optional(),
  FifoQueue: z.boolean().optional(),
  FifoThroughputLimit: z.string().optional(),
  MaximumMessageSize: z.number().optional(),
  MessageRetentionPeriod: z.number().optional(),
  ReceiveMessageWaitTimeSeconds: z.number().optional(),
  RedriveAllowPolicy: z.record(z.string(), z.unknown()).optional(),
  RedrivePolicy: z
    .object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number() })
    .optional(),
  VisibilityTimeout: z.number().optional(),
  KmsDataKeyReusePeriodSeconds: withoutEffect,
  KmsMasterKeyId: withoutEffect,
  QueueName: withoutEffect,
  SqsManagedSseEnabled: withoutEffect,
  Tags: withoutEffect,
});

const WITHOUT_EFFECT = new Set([
  'KmsDataKeyReusePeriodSeconds',
  'KmsMasterKeyId',
  'QueueName',
  'SqsManagedSseEnabled',
  'Tags',
]);

/**
 * The attributes of a queue as CreateQueue wants them.
 *
 * @param queueArns Of all queues there will be.
 * @throws StartError when the redrive policy names a queue that will not exist.
 */
export function queueAttributes(
  resource: Resource,
  queueArns: ReadonlySet<string>,
): Record<string, string> {
  const properties = parseProperties(resource, queueProperties);
  const deadLetters = properties.RedrivePolicy?.deadLetterTargetArn;
  if (deadLetters !== undefined && !queueArns.has(deadLetters)) {
    throw new StartError(`${resource.logicalId} redrives to ${deadLetters}, which does not exist.`);
  }
  const attributes = Object.entries(properties).filter(
    ([name, value]) => value !== undefined && !WITHOUT_EFFECT.has(name),
  );
  return Object.fromEntries(
    attributes.map(([name, value]) => [
      name,
      typeof value === 'object' ? JSON.stringify(value) : String(value),
    ]),
  );
}
