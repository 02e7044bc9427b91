import * as z from 'zod';
import type { EventPattern } from '../event-bridge/event-pattern.ts';
import { parseProperties, withoutEffect } from '../template/properties.ts';
import type { Resource } from '../template/template.ts';
import { compileFilterCriteria, filterCriteria } from './filter-criteria.ts';
import type { StreamRetrySettings } from './process-stream-batch.ts';

/** -1 stands for no limit. */
const limit = z.number().default(-1);

const streamMappingProperties = z.strictObject({
  BatchSize: z.number().default(100),
  BisectBatchOnFunctionError: z.boolean().default(false),
  DestinationConfig: z
    .strictObject({ OnFailure: z.strictObject({ Destination: z.string() }).optional() })
    .optional(),
  Enabled: z.boolean().default(true),
  EventSourceArn: z.string(),
  FilterCriteria: filterCriteria.optional(),
  FunctionName: z.string(),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  MaximumBatchingWindowInSeconds: z.number().default(0),
  MaximumRecordAgeInSeconds: limit,
  MaximumRetryAttempts: limit,
  StartingPosition: z.enum(['TRIM_HORIZON', 'LATEST']),
  ParallelizationFactor: withoutEffect,
  Tags: withoutEffect,
});

export interface StreamMappingSettings extends StreamRetrySettings {
  /** As the template has them. */
  readonly streamArn: string;
  readonly functionName: string;
  readonly onFailureArn: string | undefined;
  readonly enabled: boolean;
  readonly batchSize: number;
  /** Milliseconds that a batch may wait to become full. */
  readonly window: number;
  readonly startingPosition: 'TRIM_HORIZON' | 'LATEST';
  readonly wanted: EventPattern;
}

/** @throws StartError when the mapping asks for what has no stand-in. */
export function configureStreamMapping(resource: Resource): StreamMappingSettings {
  const properties = parseProperties(resource, streamMappingProperties);
  const orInfinity = (value: number) => (value < 0 ? Number.POSITIVE_INFINITY : value);
  return {
    streamArn: properties.EventSourceArn,
    functionName: properties.FunctionName,
    onFailureArn: properties.DestinationConfig?.OnFailure?.Destination,
    enabled: properties.Enabled,
    batchSize: properties.BatchSize,
    window: properties.MaximumBatchingWindowInSeconds * 1_000,
    startingPosition: properties.StartingPosition,
    wanted: compileFilterCriteria(properties.FilterCriteria),
    bisect: properties.BisectBatchOnFunctionError,
    reportsItemFailures: properties.FunctionResponseTypes.length > 0,
    maximumRetries: orInfinity(properties.MaximumRetryAttempts),
    maximumAge: orInfinity(properties.MaximumRecordAgeInSeconds) * 1_000,
  };
}
