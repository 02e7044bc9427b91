import * as z from 'zod';
import { StartError } from '../start-error.ts';
import { parseProperties, withoutEffect } from '../template/properties.ts';
import type { Resource } from '../template/template.ts';

const targetSchema = z.strictObject({
  Arn: z.string(),
  DeadLetterConfig: z.strictObject({ Arn: z.string() }).optional(),
  Id: z.string(),
  Input: z.string().optional(),
  InputPath: z.literal('$.detail', 'only $.detail runs here').optional(),
  SqsParameters: z.strictObject({ MessageGroupId: z.string() }).optional(),
  RetryPolicy: withoutEffect,
  RoleArn: withoutEffect,
});

const ruleProperties = z.strictObject({
  EventBusName: z.string().default('default'),
  EventPattern: z.record(z.string(), z.unknown()).optional(),
  ScheduleExpression: z.string().optional(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Targets: z.array(targetSchema).default([]),
  Description: withoutEffect,
  Name: withoutEffect,
  Tags: withoutEffect,
});

export type RuleTarget = z.output<typeof targetSchema>;

export interface RuleConfiguration {
  readonly name: string;
  readonly arn: string;
  /** Name of the bus. */
  readonly bus: string;
  readonly enabled: boolean;
  /** One of these two there is. */
  readonly pattern: Readonly<Record<string, unknown>> | undefined;
  readonly scheduleExpression: string | undefined;
  readonly targets: readonly RuleTarget[];
}

/** @throws StartError when the rule asks for what has no stand-in. */
export function configureRule(resource: Resource): RuleConfiguration {
  const properties = parseProperties(resource, ruleProperties);
  const { EventBusName, EventPattern, ScheduleExpression, State, Targets } = properties;
  if ((EventPattern === undefined) === (ScheduleExpression === undefined)) {
    throw new StartError(`${resource.logicalId} needs either a pattern or a schedule.`);
  }
  return {
    name: resource.name,
    arn: resource.arn,
    bus: EventBusName.slice(EventBusName.lastIndexOf('/') + 1),
    enabled: State === 'ENABLED',
    pattern: EventPattern,
    scheduleExpression: ScheduleExpression,
    targets: Targets,
  };
}
