import * as z from 'zod';
import type { EventPattern } from '../event-bridge/event-pattern.ts';
import { parseProperties, withoutEffect } from '../template/properties.ts';
import type { Resource } from '../template/template.ts';
import { compileFilterCriteria, filterCriteria } from './filter-criteria.ts';

/** Lambda starts with five pollers for a queue; a laptop's functions have four instances. */
const MOST_POLLERS = 4;

const queueMappingProperties = z.strictObject({
  BatchSize: z.number().default(10),
  Enabled: z.boolean().default(true),
  EventSourceArn: z.string(),
  FilterCriteria: filterCriteria.optional(),
  FunctionName: z.string(),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  MaximumBatchingWindowInSeconds: z.number().default(0),
  ScalingConfig: z.strictObject({ MaximumConcurrency: z.number().min(2).max(1_000) }).optional(),
  Tags: withoutEffect,
});

export interface QueueMappingSettings {
  readonly queueArn: string;
  readonly functionName: string;
  readonly enabled: boolean;
  readonly batchSize: number;
  /** Milliseconds that a batch may wait to become full. */
  readonly window: number;
  readonly pollers: number;
  readonly reportsItemFailures: boolean;
  readonly wanted: EventPattern;
}

/** @throws StartError when the mapping asks for what has no stand-in. */
export function configureQueueMapping(resource: Resource): QueueMappingSettings {
  const properties = parseProperties(resource, queueMappingProperties);
  const isFifo = properties.EventSourceArn.endsWith('.fifo');
  const concurrency = properties.ScalingConfig?.MaximumConcurrency ?? MOST_POLLERS;
  return {
    queueArn: properties.EventSourceArn,
    functionName: properties.FunctionName,
    enabled: properties.Enabled,
    batchSize: properties.BatchSize,
    window: properties.MaximumBatchingWindowInSeconds * 1_000,
    pollers: isFifo ? 1 : Math.min(concurrency, MOST_POLLERS),
    reportsItemFailures: properties.FunctionResponseTypes.length > 0,
    wanted: compileFilterCriteria(properties.FilterCriteria),
  };
}
